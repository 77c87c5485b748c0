import type { Detector } from '@lapwing/contract';
import type { Reached } from '../ingest/backlog.ts';
import { BEHAVIOUR_SOURCE } from './words.ts';

/** How soon what has come is compared. */
const LOOK_EVERY_MS = 1_000;

export interface FollowDeps {
  detectors: () => Detector[];
  pipeline: { reached(id: string): Reached | undefined; poke(id: string): void };
  /** Up to where spans and lines have come, epoch ms. */
  until: () => number | undefined;
}

/** Wakes the detectors of behaviour when spans and lines of their next interval have come; answers what ends that. */
export function followFeeds({ detectors, pipeline, until }: FollowDeps): () => void {
  const timer = setInterval(() => {
    const reached = until();
    if (reached === undefined) return;
    for (const { id, source, enabled } of detectors()) {
      if (!enabled || source !== BEHAVIOUR_SOURCE) continue;
      const own = pipeline.reached(id);
      if (own === undefined || own.watermark + own.intervalMs <= reached) pipeline.poke(id);
    }
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
