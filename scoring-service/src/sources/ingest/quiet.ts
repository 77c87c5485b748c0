import { setTimeout as sleep } from 'node:timers/promises';

/** A backfill in many requests is scored when none came for this long, so that all its signals go in together. */
const QUIET_MS = 1_000;
/** A program that never pauses is not waited for any longer. */
const MOST_MS = 15_000;

/** When readings last came in. */
export class Traffic {
  readonly #now: () => number;
  #last = -Infinity;

  constructor(now: () => number) {
    this.#now = now;
  }

  note(): void {
    this.#last = this.#now();
  }

  /** Resolves once no readings came for a moment, or after a while of waiting; rejects when `signal` aborts. */
  async quiet(signal: AbortSignal): Promise<void> {
    const until = this.#now() + MOST_MS;
    for (;;) {
      const wait = Math.min(this.#last + QUIET_MS, until) - this.#now();
      if (wait <= 0) return;
      await sleep(wait, undefined, { signal });
    }
  }
}
