import type { Span } from '@lapwing/engine/traces';
import { z } from 'zod';
import type { OpenSearchClient } from '../opensearch/client.ts';
import type { TimeRange } from '../source.ts';
import { SPAN_FIELDS, spanOf } from './documents.ts';

/** Documents a page: a megabyte or two. */
const PAGE = 2_000;
/** Ids a query: below the least that servers are set to take (`indices.query.bool.max_clause_count` 1,024). */
const IDS_A_QUERY = 1_000;
const KEEP_ALIVE = '2m';

const Pit = z.object({ pit_id: z.string() });
const Hits = z.object({
  hits: z.object({
    total: z.object({ value: z.number() }).optional(),
    hits: z.array(
      z.object({ _source: z.record(z.string(), z.unknown()), sort: z.array(z.unknown()).optional() }),
    ),
  }),
  aggregations: z
    .object({
      intervals: z.object({ buckets: z.array(z.object({ key: z.number(), doc_count: z.number() })) }),
    })
    .optional(),
});
const FieldCaps = z.object({
  fields: z.record(z.string(), z.record(z.string(), z.object({ aggregatable: z.boolean() }))),
});

/** How the ids are spelt in the mapping: exact (`keyword`), whatever the template that made it. */
export interface IdFields {
  traceId: string;
  spanId: string;
  parentSpanId: string;
}

export interface SpanSearch {
  client: OpenSearchClient;
  index: string;
  ask: <T>(work: () => Promise<T>) => Promise<T>;
  signal: AbortSignal;
}

/** The exact forms of the id fields; undefined while no index matches. */
export async function idFields({ client, index, ask, signal }: SpanSearch): Promise<IdFields | undefined> {
  const names = ['traceId', 'spanId', 'parentSpanId'];
  const fields = names.flatMap((name) => [name, `${name}.keyword`]).join(',');
  const path = `/${encodeURIComponent(index)}/_field_caps`;
  const query = { fields, ignore_unavailable: true, allow_no_indices: true };
  const caps = FieldCaps.parse(await ask(() => client.request({ method: 'GET', path, query }, signal)));
  const exact = (name: string): string | undefined =>
    [name, `${name}.keyword`].find((field) =>
      Object.values(caps.fields[field] ?? {}).some(({ aggregatable }) => aggregatable),
    );
  const [traceId, spanId, parentSpanId] = names.map(exact);
  if (traceId === undefined || spanId === undefined || parentSpanId === undefined) return undefined;
  return { traceId, spanId, parentSpanId };
}

/** How many spans ended in each interval of `range`, by its start (epoch ms). */
export async function countSpans(
  search: SpanSearch,
  range: TimeRange,
  stepMs: number,
): Promise<Map<number, number>> {
  const { client, index, ask, signal } = search;
  const body = {
    size: 0,
    query: endedIn(range),
    aggs: {
      intervals: { date_histogram: { field: 'endTime', fixed_interval: `${stepMs}ms`, min_doc_count: 1 } },
    },
  };
  const path = `/${encodeURIComponent(index)}/_search`;
  const query = { ignore_unavailable: true, allow_no_indices: true };
  const answer = Hits.parse(await ask(() => client.request({ method: 'POST', path, query, body }, signal)));
  return new Map(
    (answer.aggregations?.intervals.buckets ?? []).map(({ key, doc_count }) => [key, doc_count]),
  );
}

/** Every span that the query matches, through a point in time, so that pages fit together while documents come. */
export async function allSpans(search: SpanSearch, fields: IdFields, query: object): Promise<Span[]> {
  const { client, index, ask, signal } = search;
  const open = { method: 'POST', path: `/${encodeURIComponent(index)}/_search/point_in_time` } as const;
  const opened = await ask(() => client.request({ ...open, query: { keep_alive: KEEP_ALIVE } }, signal));
  let id = Pit.parse(opened).pit_id;
  try {
    const spans: Span[] = [];
    let after: unknown[] | undefined;
    for (;;) {
      const body = {
        size: PAGE,
        query,
        pit: { id, keep_alive: KEEP_ALIVE },
        _source: { includes: SPAN_FIELDS },
        track_total_hits: false,
        // The ids are unique together; `_shard_doc` is not known to every version.
        sort: [{ [fields.spanId]: 'asc' }, { [fields.traceId]: 'asc' }],
        ...(after !== undefined && { search_after: after }),
      };
      const request = { method: 'POST', path: '/_search', body } as const;
      const answer = z
        .object({ pit_id: z.string().optional() })
        .and(Hits)
        .parse(await ask(() => client.request(request, signal)));
      id = answer.pit_id ?? id;
      const { hits } = answer.hits;
      for (const hit of hits) {
        const span = spanOf(hit._source);
        if (span !== undefined) spans.push(span);
      }
      after = hits.at(-1)?.sort;
      if (hits.length < PAGE || after === undefined) return spans;
    }
  } finally {
    await forget(search, id);
  }
}

/** A point in time that is not closed ends by itself a little later: how closing it went is of no concern. */
async function forget({ client }: SpanSearch, id: string): Promise<void> {
  const request = { method: 'DELETE', path: '/_search/point_in_time', body: { pit_id: [id] } } as const;
  await client.request(request, new AbortController().signal).catch(() => undefined);
}

/** Spans whose `field` is one of `ids`, of a stretch of time. */
export async function spansByIds(
  search: SpanSearch,
  fields: IdFields,
  field: keyof IdFields,
  ids: readonly string[],
  range: TimeRange,
): Promise<Span[]> {
  const spans: Span[] = [];
  for (let at = 0; at < ids.length; at += IDS_A_QUERY) {
    const filter = [{ terms: { [fields[field]]: ids.slice(at, at + IDS_A_QUERY) } }, endedIn(range)];
    spans.push(...(await allSpans(search, fields, { bool: { filter } })));
  }
  return spans;
}

export function endedIn({ from, to }: TimeRange): object {
  return { range: { endTime: { gte: from, lt: to, format: 'epoch_millis' } } };
}
