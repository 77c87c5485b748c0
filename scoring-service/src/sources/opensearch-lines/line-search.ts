import type { TemplatesQuery } from '@lapwing/contract';
import { z } from 'zod';
import type { LogLine } from '../log-lines.ts';
import type { OpenSearchClient } from '../opensearch/client.ts';
import { SEARCH_OPTIONS } from '../opensearch/look.ts';
import { readWhole } from '../opensearch/read-page.ts';
import { documentsQuery } from '../opensearch/search-body.ts';
import type { TimeRange } from '../source.ts';
import { lineOf, sourceFields, type LineFields } from './line-fields.ts';
import type { PagePace } from './page-pace.ts';
import type { PlannedRead } from './line-plan.ts';

const KEEP_ALIVE = '2m';
/** Any number does, as long as it never changes: the same lines are in the sample when it is read again. */
const SEED = 0x1a9;

const Counts = z.object({
  aggregations: z
    .object({
      intervals: z.object({ buckets: z.array(z.object({ key: z.number(), doc_count: z.number() })) }),
    })
    .optional(),
});
const Pit = z.object({ pit_id: z.string() });
const Page = z.object({
  pit_id: z.string().optional(),
  hits: z.object({
    hits: z.array(
      z.object({
        _id: z.string(),
        _index: z.string(),
        _source: z.record(z.string(), z.unknown()).optional(),
        sort: z.tuple([z.number(), z.number()]),
      }),
    ),
  }),
});
type Hit = z.infer<typeof Page>['hits']['hits'][number];

export interface LineSearch {
  client: OpenSearchClient;
  index: string;
  filter: TemplatesQuery['filter'];
  fields: LineFields;
  ask: <T>(work: () => Promise<T>) => Promise<T>;
  pace: PagePace;
  signal: AbortSignal;
}

/** How many documents each interval of `range` has, by its start (epoch ms). */
export async function countDocuments(
  { client, index, filter, fields, ask, signal }: LineSearch,
  range: TimeRange,
  stepMs: number,
): Promise<Map<number, number>> {
  const interval = { field: fields.time, fixed_interval: `${stepMs}ms`, min_doc_count: 1 };
  const body = {
    ...{ size: 0, track_total_hits: false, query: documentsQuery(filter, fields.time, range) },
    aggs: { intervals: { date_histogram: interval } },
  };
  const path = `/${encodeURIComponent(index)}/_search`;
  const request = { method: 'POST', path, query: SEARCH_OPTIONS, body } as const;
  const answer = await ask(async () => readWhole(await client.request(request, signal), Counts));
  const buckets = answer.aggregations?.intervals.buckets ?? [];
  return new Map(buckets.map(({ key, doc_count }) => [key, doc_count]));
}

/** The lines of the planned reads, oldest first, through one point in time: pages fit together while documents come. */
export async function* readLines(
  search: LineSearch,
  reads: readonly PlannedRead[],
): AsyncGenerator<LogLine[]> {
  const { client, index, ask, signal } = search;
  if (reads.length === 0) return;
  const path = `/${encodeURIComponent(index)}/_search/point_in_time`;
  const open = { method: 'POST', path, query: { keep_alive: KEEP_ALIVE } } as const;
  const pit = await ask(async () => ({ id: Pit.parse(await client.request(open, signal)).pit_id }));
  try {
    for (const read of reads) yield* readOne(search, pit, read);
  } finally {
    // One that is not closed ends by itself a little later: how closing it went is of no concern.
    const close = { method: 'DELETE', path: '/_search/point_in_time', body: { pit_id: [pit.id] } } as const;
    await client.request(close, new AbortController().signal).catch(() => undefined);
  }
}

async function* readOne(
  search: LineSearch,
  pit: { id: string },
  read: PlannedRead,
): AsyncGenerator<LogLine[]> {
  const { fields, pace, signal } = search;
  let after: readonly [number, number] | undefined;
  for (;;) {
    const { hits, asked } = await pace.page(
      async (size) => ({ asked: size, hits: await askPage(search, pit, read, size, after) }),
      ({ hits: found }) => found.map(({ _source }) => sizeOf(_source)),
      signal,
    );
    const isLast = hits.length < asked;
    // Times and sequence numbers are shared by documents of several shards: the last such group is read again, whole.
    const whole = isLast ? hits : withoutLastGroup(hits);
    if (whole.length === 0 && !isLast) {
      pace.needMore();
      continue;
    }
    const sorted = [...whole].sort(byPlace);
    yield sorted.flatMap(({ sort, _source = {} }) => lineOf(fields, sort[0], _source) ?? []);
    if (isLast) return;
    after = whole.at(-1)?.sort;
  }
}

async function askPage(
  { client, filter, fields, ask, signal }: LineSearch,
  pit: { id: string },
  { range, share }: PlannedRead,
  size: number,
  after: readonly [number, number] | undefined,
): Promise<Hit[]> {
  const documents = documentsQuery(filter, fields.time, range);
  const body = {
    size,
    track_total_hits: false,
    pit: { id: pit.id, keep_alive: KEEP_ALIVE },
    _source: { includes: sourceFields(fields) },
    // Milliseconds, for fields of nanoseconds too. `_shard_doc` is not known to every version.
    sort: [{ [fields.time]: { order: 'asc', numeric_type: 'date' } }, { _seq_no: 'asc' }],
    ...(after !== undefined && { search_after: after }),
    ...(share === 1
      ? { query: documents }
      : {
          // A hash of the document's number in its shard: `_id` would have to be loaded for all documents first.
          query: {
            function_score: {
              query: documents,
              random_score: { seed: SEED, field: '_seq_no' },
              boost_mode: 'replace',
            },
          },
          min_score: 1 - share,
        }),
  };
  const request = { method: 'POST', path: '/_search', body } as const;
  const answer = await ask(async () => readWhole(await client.request(request, signal), Page));
  pit.id = answer.pit_id ?? pit.id;
  return answer.hits.hits;
}

function withoutLastGroup(hits: readonly Hit[]): Hit[] {
  const last = hits.at(-1)?.sort;
  return hits.filter(({ sort }) => sort[0] !== last?.[0] || sort[1] !== last[1]);
}

/** The same order each time, whichever shard answers first. */
function byPlace(a: Hit, b: Hit): number {
  const [keyA, keyB] = [`${a._index} ${a._id}`, `${b._index} ${b._id}`];
  return a.sort[0] - b.sort[0] || a.sort[1] - b.sort[1] || (keyA < keyB ? -1 : 1);
}

function sizeOf(source: Readonly<Record<string, unknown>> | undefined): number {
  return Object.values(source ?? {}).reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? value.length : JSON.stringify(value).length),
    0,
  );
}
