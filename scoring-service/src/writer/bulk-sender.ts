import type { DeadLetter } from '../stores/dead-letter-store.ts';
import { takeBatch, type BatchItem, type BatchLimits } from './batch.ts';
import { judgeBulk } from './bulk-answer.ts';
import type { Outgoing } from './documents.ts';
import type { Persistence } from './persistence.ts';
import type { Requests } from './requests.ts';

export interface SenderOptions {
  requests: Requests;
  persistence: Persistence;
  limits: BatchLimits;
  now: () => number;
  /** Takes what the server will never take; has stored it when it returns. */
  onRefused: (letters: DeadLetter[]) => void;
}

/** Sends documents until each is in the index or among the dead letters. */
export class BulkSender {
  readonly #options: SenderOptions;
  /** Shrinks when the server says a request was too much, and grows again with each that goes through. */
  #documents: number;
  written = 0;
  refused = 0;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#documents = options.limits.documents;
  }

  /** How many documents the next request takes at most. */
  get mostDocuments(): number {
    return this.#documents;
  }

  /** Sends the first of `outgoing` that fit one request; how many those were. Throws when `signal` aborts. */
  async send(outgoing: Outgoing[], signal: AbortSignal): Promise<number> {
    const { limits } = this.#options;
    const batch = takeBatch(outgoing, { documents: this.#documents, bytes: limits.bytes });
    let left = batch;
    while (left.length > 0) {
      const part = left.slice(0, this.#documents);
      const again = await this.#request(part, signal);
      left = [...again, ...left.slice(part.length)];
    }
    return batch.length;
  }

  /** One request; gives what must be sent again, after it has waited as long as that needs. */
  async #request(items: BatchItem[], signal: AbortSignal): Promise<BatchItem[]> {
    const { requests, persistence, limits, now, onRefused } = this.#options;
    const body = await persistence.attempt(async () => {
      const ndjson = items.map(({ lines }) => lines).join('');
      return requests.request({ method: 'POST', path: '/_bulk', ndjson }, signal);
    }, signal);
    if (body === 'smaller') {
      this.#documents = Math.max(1, Math.floor(Math.min(this.#documents, items.length) / 2));
      return items;
    }
    if (body === 'again') return items;

    const outcome = judgeBulk(body.answer, items);
    this.written += outcome.written;
    if (outcome.refused.length > 0) {
      this.refused += outcome.refused.length;
      const at = now();
      onRefused(
        outcome.refused.map(({ item, reason }) => ({
          documentId: item.id,
          index: item.index,
          reason,
          document: item.source,
          at,
        })),
      );
    }
    if (outcome.again.length === 0) {
      persistence.succeeded();
      this.#documents = Math.min(limits.documents, this.#documents * 2);
      return [];
    }
    // Some went through: the server is alive, and the count of failures in a row begins anew.
    if (outcome.written > 0) persistence.succeeded();
    if (outcome.tooMuch) this.#documents = Math.max(1, Math.floor(items.length / 2));
    await persistence.wait({ reason: outcome.reason, blocked: outcome.blocked, askedMs: 0 }, signal);
    return outcome.again;
  }
}
