/** Lets a loop pause until it is woken, and lets others wait for its next round. */
export class Pulse {
  #woken = false;
  #endPause: (() => void) | undefined;
  #waiting: (() => void)[] = [];

  /** Ends the pause that is under way, or the next one before it begins. */
  wake(): void {
    this.#woken = true;
    this.#endPause?.();
  }

  async pause(ms: number): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#endPause = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#endPause = undefined;
    }
    this.#woken = false;
  }

  /** A round is over: who waits for one goes on. */
  beat(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }

  /** Rejects with the signal's reason when it aborts first. */
  async nextBeat(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => reject(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(() => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      });
    });
  }
}
