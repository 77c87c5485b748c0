import type { PartHealth } from '../sources/source.ts';
import type { DeadLetter, DeadLetterStore } from '../stores/dead-letter-store.ts';
import { ServerFault } from '../sources/shared/server-fault.ts';
import { judgeRequest } from './request-fault.ts';
import { putTemplates } from './prepare.ts';
import type { Requests } from './requests.ts';
import { DAY_MS, deleteOutdated, putIsmPolicy } from './retention.ts';
import type { WriterSettings } from './settings.ts';
import { worstHealth } from './worst-health.ts';

export interface HousekeepingOptions {
  requests: Requests;
  deadLetters: DeadLetterStore;
  now: () => number;
  url: string;
  settings: WriterSettings;
}

/** Indices leave by the day: once an hour is soon enough. */
const EVERY_MS = 3_600_000;
/** What failed is tried again while somebody may be looking at why. */
const AGAIN_MS = 60_000;
/** A refusal shows in the health for so long; the dead letters themselves stay. */
const REFUSAL_SHOWS_MS = 3_600_000;

/** What the writer does beside writing: old indices leave, and refused documents are kept and told of. */
export class Housekeeping {
  readonly #options: HousekeepingOptions;
  #nextRun = Number.NEGATIVE_INFINITY;
  #fault = '';
  #lastRefusal: DeadLetter | undefined;

  constructor(options: HousekeepingOptions) {
    this.#options = options;
    this.#lastRefusal = options.deadLetters.list(1)[0];
  }

  /**
   * Puts the templates again and deletes what is too old, if its hour has come. What fails is told in `health` and
   * never holds the writing up.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { requests, deadLetters, now, url, settings } = this.#options;
    const { retention_days: days } = settings;
    const nowMs = now();
    if (nowMs < this.#nextRun) return;
    this.#nextRun = nowMs + EVERY_MS;
    deadLetters.expire(nowMs - days * DAY_MS);
    try {
      // Somebody may have removed them, or given the cluster a new start.
      await putTemplates(requests, settings, signal);
      const ism = await putIsmPolicy(requests, days, signal);
      await deleteOutdated(requests, { nowMs, days, ism }, signal);
      this.#fault = '';
    } catch (error) {
      signal.throwIfAborted();
      this.#nextRun = nowMs + AGAIN_MS;
      this.#fault = `templates and old indices could not be looked after: ${reasonOf(error, url)}`;
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

/** An answer of another shape than expected is told as it is: upkeep is no reason to stop writing. */
function reasonOf(error: unknown, url: string): string {
  if (error instanceof ServerFault) return judgeRequest(error, url).reason;
  return error instanceof Error ? error.message : String(error);
}
