import type { PartHealth } from '../sources/source.ts';
import { sleep } from '../sources/shared/backoff.ts';
import { fullJitterMs } from './backoff.ts';
import { judgeRequest } from './request-fault.ts';

/** So many failures in a row, and OpenSearch counts as down rather than as busy. */
const DOWN_AFTER = 4;

interface Trouble {
  reason: string;
  attempts: number;
  blocked: boolean;
}

/** Waits between failed attempts, for as long as it takes, and knows why. */
export class Persistence {
  readonly #url: string;
  readonly #random: () => number;
  #trouble: Trouble | undefined;
  retries = 0;

  constructor(url: string, random: () => number) {
    this.#url = url;
    this.#random = random;
  }

  /** The answer; or, after the wait that its failure asks for, what to do next. Throws when `signal` aborts. */
  async attempt(
    work: () => Promise<unknown>,
    signal: AbortSignal,
  ): Promise<{ answer: unknown } | 'again' | 'smaller'> {
    try {
      return { answer: await work() };
    } catch (error) {
      signal.throwIfAborted();
      const { kind, reason, hint, askedMs } = judgeRequest(error, this.#url);
      await this.wait({ reason: `${reason} (${hint})`, blocked: kind === 'blocked', askedMs }, signal);
      return kind === 'smaller' ? 'smaller' : 'again';
    }
  }

  /** One step of back-off; its reason shows in `health` until the next success. */
  async wait(
    failure: { reason: string; blocked: boolean; askedMs: number },
    signal: AbortSignal,
  ): Promise<void> {
    const attempts = this.#trouble?.attempts ?? 0;
    this.#trouble = { reason: failure.reason, attempts: attempts + 1, blocked: failure.blocked };
    this.retries++;
    await sleep(fullJitterMs(attempts, this.#random(), failure.askedMs), signal);
  }

  succeeded(): void {
    this.#trouble = undefined;
  }

  health(): PartHealth {
    if (this.#trouble === undefined) return { status: 'ok', reason: '' };
    const { reason, attempts, blocked } = this.#trouble;
    return {
      status: blocked || attempts >= DOWN_AFTER ? 'down' : 'degraded',
      reason: `${reason}; tried ${attempts} times, nothing is lost meanwhile`,
    };
  }
}
