import { durationSeconds } from '@lapwing/contract';
import type { Logger } from 'pino';
import { Bell } from '../pipeline/clock.ts';
import type { AlertQueueStore, QueuedNotification } from '../stores/alert-queue-store.ts';
import { fullJitterMs } from '../writer/backoff.ts';
import { DeliveryError, type Channel } from './channels/channel.ts';
import type { AlertsSection } from './settings.ts';
import { valuesOf } from './values.ts';

/** How long it sleeps when nothing waits: it is woken when something does. */
const IDLE_MS = 60_000;
/** A retry at once meets what the first try met. */
const LEAST_WAIT_MS = 250;
/** A receiver may ask for an hour's patience (its limit may be hourly), but not for a day's. */
const LONGEST_ASKED_MS = 3_600_000;
/** The store failed: the disk gets a moment. */
const STORE_REST_MS = 5_000;

export interface SenderDeps {
  channel: Channel;
  alerts: AlertQueueStore;
  section: Pick<AlertsSection, 'give_up_after' | 'public_url'>;
  now: () => number;
  random: () => number;
  log: Pick<Logger, 'error' | 'warn'>;
  /** What became of a sending: undefined when it went well. */
  onOutcome: (error: DeliveryError | undefined) => void;
}

/** Sends what waits for one channel, one at a time, until it is delivered, refused, or too old. */
export class Sender {
  readonly #deps: SenderDeps;
  readonly #bell = new Bell();
  readonly #ended = new AbortController();
  #loop: Promise<void> | undefined;
  /** The receiver asked for patience until then: that holds for all it is sent. */
  #pausedUntil = 0;

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  wake(): void {
    this.#bell.ring();
  }

  /** What is under way is cut off: it waits in the queue and goes at the next start, under the same id. */
  async stop(): Promise<void> {
    this.#ended.abort();
    this.#bell.ring();
    await this.#loop;
    await this.#deps.channel.close();
  }

  async #run(): Promise<void> {
    const { alerts, channel, now, log } = this.#deps;
    while (!this.#ended.signal.aborted) {
      try {
        const due = now() < this.#pausedUntil ? undefined : alerts.due(channel.name, now());
        if (due === undefined) await this.#bell.wait(this.#idleMs());
        else await this.#deliver(due);
      } catch (err) {
        if (this.#ended.signal.aborted) return;
        log.error({ channel: channel.name, err }, 'the queue of alerts failed; it is tried again');
        await this.#bell.wait(STORE_REST_MS);
      }
    }
  }

  #idleMs(): number {
    const { alerts, channel, now } = this.#deps;
    const next = alerts.nextAt(channel.name);
    if (next === undefined) return IDLE_MS;
    return Math.min(IDLE_MS, Math.max(0, next - now(), this.#pausedUntil - now()));
  }

  async #deliver(queued: QueuedNotification): Promise<void> {
    const { alerts, channel, section, now, onOutcome } = this.#deps;
    alerts.begin(queued.id);
    try {
      const answer = await channel.send(
        {
          ...queued,
          ...valuesOf(queued, section.public_url),
          ...{ now: now(), attempt: queued.attempts + 1, test: false },
        },
        this.#ended.signal,
      );
      alerts.sent(queued.id, answer, now());
      onOutcome(undefined);
    } catch (error) {
      if (this.#ended.signal.aborted) throw error;
      if (!(error instanceof DeliveryError)) throw error;
      this.#failed(queued, error);
      onOutcome(error);
    }
  }

  #failed(queued: QueuedNotification, error: DeliveryError): void {
    const { alerts, channel, section, now, random, log } = this.#deps;
    const { id, dedupId, attempts, at } = queued;
    const tooOld = now() - at >= durationSeconds(section.give_up_after) * 1000;
    const about = { channel: channel.name, notification: dedupId, reason: error.message };
    if (error.refused || tooOld) {
      alerts.failed(id, error.message, undefined);
      log.error(about, 'an alert was given up: see GET /api/v1/notifications?status=dead');
      return;
    }
    const askedMs = Math.min(error.retryAfterMs, LONGEST_ASKED_MS);
    if (askedMs > 0) this.#pausedUntil = now() + askedMs;
    const waitMs = Math.max(LEAST_WAIT_MS, askedMs, fullJitterMs(attempts, random()));
    alerts.failed(id, error.message, now() + waitMs);
    log.warn({ ...about, retry_in_seconds: Math.ceil(waitMs / 1000) }, 'an alert could not be sent yet');
  }
}
