import type { Labels, LogMeasure } from '@lapwing/contract';
import { z } from 'zod';
import { ServerFault } from '../shared/server-fault.ts';
import type { ResolvedQuery } from './resolve-query.ts';
import { GROUPS, MEASURE, splitKey, TIME_KEY } from './search-body.ts';

const KeyValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Measured = z.object({
  doc_count: z.number().optional(),
  value: z.number().nullish(),
  values: z.array(z.object({ value: z.union([z.number(), z.null(), z.literal('NaN')]) })).optional(),
});
const Bucket = z.object({
  key: z.record(z.string(), KeyValue),
  doc_count: z.number(),
  [MEASURE]: Measured.optional(),
});
const FailedShard = z.object({ type: z.string().optional(), reason: z.string().nullish() });
const Page = z.object({
  timed_out: z.boolean(),
  _shards: z.object({
    total: z.number(),
    failed: z.number(),
    failures: z.array(z.object({ reason: FailedShard.nullish() })).optional(),
  }),
  aggregations: z
    .object({
      [GROUPS]: z.object({ after_key: z.record(z.string(), KeyValue).optional(), buckets: z.array(Bucket) }),
    })
    .optional(),
});
type Bucket = z.infer<typeof Bucket>;

interface PageRow {
  /** Epoch ms of the interval's start. */
  time: number;
  /** The same for every row of one signal. */
  key: string;
  labels: Labels;
  /** NaN where the measure has no value: a gap. */
  value: number;
}
export interface ReadPage {
  rows: PageRow[];
  afterKey: Record<string, unknown> | undefined;
  /** False when the pattern matches no index at all: then nothing is known, not even that nothing happened. */
  anyIndex: boolean;
}

/** The rows of one page. Throws ServerFault for an answer that is not whole or not understood. */
export function readPage(answer: unknown, query: ResolvedQuery): ReadPage {
  const page = readWhole(answer, Page);
  const groups = page.aggregations?.[GROUPS];
  return {
    rows: (groups?.buckets ?? []).map((bucket) => readBucket(bucket, query)),
    afterKey: groups?.after_key,
    anyIndex: page._shards.total > 0,
  };
}

/** What a shard says when asking the same again would fail again: there is too much, or its point in time is gone. */
const BEGUN_ANEW = new Set(['circuit_breaking_exception', 'search_context_missing_exception']);

const Completeness = Page.pick({ timed_out: true, _shards: true });

/** Parses a search answer by `schema`, after making sure that every shard took part and none ran out of time. */
export function readWhole<T>(answer: unknown, schema: z.ZodType<T>): T {
  const whole = Completeness.safeParse(answer);
  if (whole.success) {
    if (whole.data.timed_out) throw partial('the search ran out of time', true);
    const { failed, failures } = whole.data._shards;
    if (failed > 0) {
      const reason = failures?.[0]?.reason;
      const tooMuch = BEGUN_ANEW.has(reason?.type ?? '');
      throw partial(`${failed} shards failed: ${reason?.reason ?? 'no reason given'}`, tooMuch);
    }
  }
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const message = z.prettifyError(parsed.error);
  throw new ServerFault({ kind: 'unreadable', message }, 'OpenSearch: unreadable answer');
}

function partial(reason: string, tooMuch: boolean): ServerFault {
  return new ServerFault({ kind: 'partial', reason, tooMuch }, `OpenSearch: partial answer: ${reason}`);
}

function readBucket(bucket: Bucket, query: ResolvedQuery): PageRow {
  const values = query.split.map((_, i) => bucket.key[splitKey(i)] ?? null);
  const labels: Labels = {};
  // A document without the field belongs to the signal without the label.
  query.split.forEach(({ label }, i) => {
    if (values[i] !== null) labels[label] = String(values[i]);
  });
  return {
    time: Number(bucket.key[TIME_KEY]),
    key: JSON.stringify(values),
    labels,
    value: readMeasure(bucket, query.measure),
  };
}

function readMeasure(bucket: Bucket, measure: LogMeasure): number {
  const measured = bucket[MEASURE];
  switch (measure.type) {
    case 'count':
      return bucket.doc_count;
    case 'rate':
      return (measured?.doc_count ?? NaN) / bucket.doc_count;
    case 'percentile': {
      const value = measured?.values?.[0]?.value;
      return typeof value === 'number' ? value : NaN;
    }
    case 'cardinality':
    case 'sum':
    case 'avg':
      return measured?.value ?? NaN;
  }
}
