import type { PartHealth } from '../sources/source.ts';
import type { DeadLetter, DeadLetterStore } from '../stores/dead-letter-store.ts';
import { judgeRequest } from './request-fault.ts';
import type { Requests } from './requests.ts';
import { DAY_MS, deleteOutdated, putIsmPolicy } from './retention.ts';
import { worstHealth } from './worst-health.ts';

export interface HousekeepingOptions {
  requests: Requests;
  deadLetters: DeadLetterStore;
  now: () => number;
  url: string;
  retentionDays: number;
}

/** Indices leave by the day: once an hour is soon enough, and a failed try has its next turn the same morning. */
const EVERY_MS = 3_600_000;
/** A refusal shows in the health for so long; the dead letters themselves stay. */
const REFUSAL_SHOWS_MS = 3_600_000;

/** What the writer does beside writing: old indices leave, and refused documents are kept and told of. */
export class Housekeeping {
  readonly #options: HousekeepingOptions;
  #lastRun = Number.NEGATIVE_INFINITY;
  #fault = '';
  #lastRefusal: DeadLetter | undefined;

  constructor(options: HousekeepingOptions) {
    this.#options = options;
    this.#lastRefusal = options.deadLetters.list(1)[0];
  }

  /** Deletes what is too old, if its hour has come. What fails is told in `health` and never holds the writing up. */
  async run(signal: AbortSignal): Promise<void> {
    const { requests, deadLetters, now, url, retentionDays } = this.#options;
    const nowMs = now();
    if (nowMs - this.#lastRun < EVERY_MS) return;
    this.#lastRun = nowMs;
    deadLetters.expire(nowMs - retentionDays * DAY_MS);
    try {
      const ism = await putIsmPolicy(requests, retentionDays, signal);
      await deleteOutdated(requests, { nowMs, days: retentionDays, ism }, signal);
      this.#fault = '';
    } catch (error) {
      signal.throwIfAborted();
      this.#fault = `old indices were not deleted: ${judgeRequest(error, url).reason}`;
    }
  }

  refused(letters: DeadLetter[]): void {
    this.#options.deadLetters.put(letters);
    this.#lastRefusal = letters.at(-1);
  }

  health(): PartHealth {
    const retention: PartHealth = { status: this.#fault === '' ? 'ok' : 'degraded', reason: this.#fault };
    return worstHealth(retention, this.#refusals());
  }

  #refusals(): PartHealth {
    const last = this.#lastRefusal;
    if (last === undefined || this.#options.now() - last.at > REFUSAL_SHOWS_MS) {
      return { status: 'ok', reason: '' };
    }
    const kept = this.#options.deadLetters.count();
    return {
      status: 'degraded',
      reason: `OpenSearch refused ${kept} documents, kept as dead letters; the last, for ${last.index}: ${last.reason}`,
    };
  }
}
