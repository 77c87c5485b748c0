import type { Detector } from '@lapwing/contract';
import type { DetectorReach } from '../../incidents/frontier.ts';

/** Detectors that were set up a moment ago may not be all: what reads logs and what reads spans come one after the other. */
const SETTLED_MS = 3_000;
/** A detector that has not moved for this long is not waited for: nothing waits for a source that is down. */
const STALLED_MS = 60_000;

export interface FeedsDeps {
  detectors: () => Detector[];
  reaches: () => DetectorReach[];
  now: () => number;
}

/** Up to where spans and lines have come, by the detectors that read them. */
export class Feeds {
  readonly #deps: FeedsDeps;
  readonly #moved = new Map<string, { watermark: number; at: number }>();
  #feeding = '';
  #changedAt = -Infinity;

  constructor(deps: FeedsDeps) {
    this.#deps = deps;
  }

  /** Everything before this (epoch ms) has come, or is not waited for; undefined while nobody reads any. */
  until(): number | undefined {
    const { detectors, reaches, now } = this.#deps;
    const at = now();
    const ids = detectors()
      .filter(feeds)
      .map(({ id }) => id);
    const feeding = ids.join(' ');
    if (feeding !== this.#feeding) [this.#feeding, this.#changedAt] = [feeding, at];
    if (ids.length === 0 || at - this.#changedAt < SETTLED_MS) return undefined;
    const running = reaches().filter(({ id }) => ids.includes(id));
    const waited = running.filter((reach) => !this.#isLeft(reach, at));
    const newest = Math.max(-Infinity, ...running.map(({ watermark }) => watermark ?? -Infinity));
    const until = Math.min(newest, ...waited.map(({ watermark }) => watermark ?? -Infinity));
    return Number.isFinite(until) ? until : undefined;
  }

  #isLeft({ id, watermark = -Infinity, down }: DetectorReach, at: number): boolean {
    const before = this.#moved.get(id);
    if (before?.watermark !== watermark) this.#moved.set(id, { watermark, at });
    return down || at - (this.#moved.get(id)?.at ?? at) > STALLED_MS;
  }
}

function feeds({ enabled, query }: Detector): boolean {
  return enabled && (query.type === 'traces' || query.type === 'templates');
}
