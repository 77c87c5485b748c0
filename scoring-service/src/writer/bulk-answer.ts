import { z } from 'zod';
import type { BatchItem } from './batch.ts';

const ItemError = z.object({
  type: z.string(),
  reason: z.string().nullish(),
  caused_by: z.object({ type: z.string(), reason: z.string().nullish() }).optional(),
});
const ItemAnswer = z.object({ status: z.number(), error: ItemError.optional() });
const BulkAnswer = z.object({
  errors: z.boolean(),
  items: z.array(z.record(z.string(), ItemAnswer)),
});

/** What became of the documents of one request. */
export interface BulkOutcome {
  written: number;
  /** To be sent again: the server was busy, or something must be mended that is no fault of the document. */
  again: BatchItem[];
  /** The server will never take these as they are. */
  refused: { item: BatchItem; reason: string }[];
  /** Why the first of `again` failed; empty when there is none. */
  reason: string;
  /** True when `again` waits for a person (rights, blocks, limits) and not merely for the server to have time. */
  blocked: boolean;
  /** The server ran out of memory for requests of this size. */
  tooMuch: boolean;
}

const OK_BELOW = 300;
/** A repeated `create`, or a version that is older than the one there: the document is in the index. */
const CONFLICT = 409;
const BAD_REQUEST = 400;
const BUSY: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
/** Status 400, yet the cluster's doing: it has as many shards as it may. */
const NOT_THE_DOCUMENT = 'validation_exception';
const CIRCUIT_BREAKER = 'circuit_breaking_exception';

/** Judges a `_bulk` answer with status 200, item by item. Throws ZodError when it is not one, or is not for `items`. */
export function judgeBulk(body: unknown, items: BatchItem[]): BulkOutcome {
  const answer = BulkAnswer.extend({ items: BulkAnswer.shape.items.length(items.length) }).parse(body);
  const outcome: BulkOutcome = {
    written: 0,
    again: [],
    refused: [],
    reason: '',
    blocked: false,
    tooMuch: false,
  };
  for (const [i, item] of items.entries()) {
    const [told] = Object.values(answer.items[i]);
    const status = told?.status ?? BAD_REQUEST;
    const error = told?.error;
    if (status < OK_BELOW || status === CONFLICT) {
      outcome.written++;
    } else if (status === BAD_REQUEST && error?.type !== NOT_THE_DOCUMENT) {
      outcome.refused.push({ item, reason: reasonOf(error) });
    } else {
      outcome.again.push(item);
      outcome.reason ||= `${status}: ${reasonOf(error)}`;
      outcome.blocked ||= !BUSY.has(status);
      outcome.tooMuch ||= error?.type === CIRCUIT_BREAKER;
    }
  }
  return outcome;
}

function reasonOf(error: z.infer<typeof ItemError> | undefined): string {
  if (error === undefined) return 'no reason given';
  const cause = error.caused_by;
  const more = cause === undefined ? '' : ` (${cause.reason ?? cause.type})`;
  return `${error.type}: ${error.reason ?? 'no reason given'}${more}`;
}
