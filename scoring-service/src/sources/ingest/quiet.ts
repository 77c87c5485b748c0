import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A backfill in many requests is scored when none came for this long, so that all its signals go in together: longer
 * than a program takes from one large request to the next.
 */
const QUIET_MS = 2_000;
/** A program that never pauses is not waited for any longer. */
const MOST_MS = 15_000;

/** When readings last came in. */
export interface Traffic {
  /** Readings are coming in, or just came in. */
  note(): void;
  /** Resolves once no readings came for a moment, or after a while of waiting; rejects when `signal` aborts. */
  quiet(signal: AbortSignal): Promise<void>;
}

export function createTraffic({ now }: { now: () => number }): Traffic {
  let last = -Infinity;
  return {
    note() {
      last = now();
    },
    async quiet(signal) {
      const until = now() + MOST_MS;
      for (;;) {
        const wait = Math.min(last + QUIET_MS, until) - now();
        if (wait <= 0) return;
        await sleep(wait, undefined, { signal });
      }
    },
  };
}
