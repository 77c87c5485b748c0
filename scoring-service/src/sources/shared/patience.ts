import type { PartHealth } from '../source.ts';
import { backoffMs } from './backoff.ts';
import { type Failure, type PassingFailure, TooMuchError } from './failure.ts';
import type { SourceSurroundings } from './surroundings.ts';

/** So many failures in a row, and the source counts as down rather than as busy. */
const DOWN_AFTER = 4;

interface Waiting {
  reason: string;
  attempts: number;
}

/** How a source meets failures: see `Patience`, which repeats, and `ONE_TRY`, which does not. */
export interface Persistence {
  persist<T>(
    who: string,
    work: () => Promise<T>,
    classify: (error: unknown) => Failure,
    signal: AbortSignal,
  ): Promise<T>;
  wait(who: string, failure: PassingFailure, signal: AbortSignal): Promise<void>;
}

/** For a person who waits for the answer: the first failure is told, whatever its kind. */
export const ONE_TRY: Persistence = {
  async persist(_who, work, classify, signal) {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      throw classify(error).error;
    }
  },
  wait: (_who, failure) => Promise.reject(failure.error),
};

/** Repeats what passes by itself until it succeeds or is aborted, and knows who waits for what. */
export class Patience implements Persistence {
  readonly #surroundings: SourceSurroundings;
  readonly #waiting = new Map<string, Waiting>();

  constructor(surroundings: SourceSurroundings) {
    this.#surroundings = surroundings;
  }

  /**
   * The result of `work`, which is begun again after each failure that passes by itself. Throws a refusal's
   * LapwingError, TooMuchError for what must shrink, and the signal's reason when it aborts.
   */
  async persist<T>(
    who: string,
    work: () => Promise<T>,
    classify: (error: unknown) => Failure,
    signal: AbortSignal,
  ): Promise<T> {
    for (;;) {
      signal.throwIfAborted();
      try {
        const result = await work();
        this.#waiting.delete(who);
        return result;
      } catch (error) {
        signal.throwIfAborted();
        const failure = classify(error);
        if (failure.kind === 'refused') {
          this.#waiting.delete(who);
          throw failure.error;
        }
        if (failure.kind === 'shrink') throw new TooMuchError(failure);
        await this.wait(who, failure, signal);
      }
    }
  }

  /** One step of back-off for `who`; its reason shows in `health` until the next success. */
  async wait(who: string, failure: PassingFailure, signal: AbortSignal): Promise<void> {
    const attempts = this.#waiting.get(who)?.attempts ?? 0;
    this.#waiting.set(who, { reason: failure.reason, attempts: attempts + 1 });
    const ms = backoffMs(attempts, this.#surroundings.random(), failure.askedMs);
    try {
      await this.#surroundings.sleep(ms, signal);
    } catch (error) {
      this.#waiting.delete(who);
      throw error;
    }
  }

  /** `who` no longer pulls: what it waited for is of no concern. */
  forget(who: string): void {
    this.#waiting.delete(who);
  }

  /** Ok while nobody waits; otherwise who waits for what. */
  health(): PartHealth {
    const waiting = [...this.#waiting];
    if (waiting.length === 0) return { status: 'ok', reason: '' };
    const down = waiting.some(([, { attempts }]) => attempts >= DOWN_AFTER);
    const reasons = waiting.map(
      ([who, { reason, attempts }]) => `${who} waits (attempt ${attempts}): ${reason}`,
    );
    return { status: down ? 'down' : 'degraded', reason: reasons.join('; ') };
  }
}
