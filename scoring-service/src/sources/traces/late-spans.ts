import type { Detector } from '@lapwing/contract';
import type { Reached } from '../ingest/backlog.ts';
import { OTLP_SOURCE } from './words.ts';

/** What came late is told in a detector's health for so long. */
const TOLD_MS = 3_600_000;
const MINUTE_MS = 60_000;

export interface LateSpansDeps {
  detectors: () => Detector[];
  reached: (id: string) => Reached | undefined;
  now: () => number;
}

/**
 * Counts spans that came when their interval had been scored: they are part of the call graph, of examples and of backtests, and of
 * no score. Nothing is scored again for them: who was told of an anomaly, or of none, was told by what was there.
 */
export class LateSpans {
  readonly #deps: LateSpansDeps;
  /** By detector: since the start, and by the minute in which they came. */
  readonly #counts = new Map<string, { total: number; minutes: Map<number, number> }>();

  constructor(deps: LateSpansDeps) {
    this.#deps = deps;
  }

  /** Spans were taken that ended then (epoch ms). */
  note(ends: readonly number[]): void {
    const { detectors, reached, now } = this.#deps;
    for (const { id, source, enabled } of detectors()) {
      const at = enabled && source === OTLP_SOURCE ? reached(id) : undefined;
      if (at === undefined) continue;
      const late = ends.filter((end) => end < at.watermark).length;
      if (late === 0) continue;
      const count = this.#counts.get(id) ?? { total: 0, minutes: new Map<number, number>() };
      const minute = Math.floor(now() / MINUTE_MS) * MINUTE_MS;
      count.total += late;
      count.minutes.set(minute, (count.minutes.get(minute) ?? 0) + late);
      this.#counts.set(id, count);
      this.#lately(id);
    }
  }

  /** Since the start, by detector. */
  totals(): [detector: string, spans: number][] {
    return [...this.#counts].map(([id, { total }]) => [id, total]);
  }

  /** What a detector's health says of it. */
  warnings(id: string): string[] {
    const late = this.#lately(id);
    if (late === 0) return [];
    const one = late === 1;
    return [
      `${late} ${one ? 'span' : 'spans'} of the last hour came after ${one ? 'its' : 'their'} interval was scored and ` +
        `${one ? 'counts' : 'count'} in no score. A longer delay waits for such (traces.delay, or the detector's delay).`,
    ];
  }

  #lately(id: string): number {
    const minutes = this.#counts.get(id)?.minutes;
    let sum = 0;
    for (const [minute, count] of minutes ?? []) {
      if (minute <= this.#deps.now() - TOLD_MS) minutes?.delete(minute);
      else sum += count;
    }
    return sum;
  }
}
