import { setTimeout as sleep } from 'node:timers/promises';

/** setTimeout takes no longer wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A wait that somebody else can end early. A `ring` between two waits ends the next one at once. */
export class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async wait(ms: number): Promise<void> {
    if (!this.#rung) {
      const timer = new AbortController();
      const rung = new Promise<void>((resolve) => (this.#wake = resolve));
      const slept = sleep(Math.min(ms, LONGEST_TIMER_MS), undefined, { signal: timer.signal });
      await Promise.race([rung, slept]);
      timer.abort();
      // Ended early, the timer rejects: nobody waits for it any more.
      slept.catch(() => undefined);
      this.#wake = undefined;
    }
    this.#rung = false;
  }
}
