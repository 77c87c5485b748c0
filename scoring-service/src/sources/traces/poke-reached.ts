import type { Detector } from '@lapwing/contract';
import type { Reached } from '../ingest/backlog.ts';
import type { TimeRange } from '../source.ts';
import { OTLP_SOURCE } from './words.ts';

export interface PokeDeps {
  detectors: () => Detector[];
  pipeline: { reached(id: string): Reached | undefined; poke(id: string): void };
  now: () => number;
}

/** Calls of intervals that have closed came in, and detectors have yet to score them: they need not wait for the next one. */
export function pokeReached(touched: TimeRange, { detectors, pipeline, now }: PokeDeps): void {
  for (const { id, source, enabled } of detectors()) {
    if (!enabled || source !== OTLP_SOURCE) continue;
    const reached = pipeline.reached(id);
    const due =
      reached === undefined || (touched.to >= reached.watermark && touched.from + reached.intervalMs < now());
    if (due) pipeline.poke(id);
  }
}
