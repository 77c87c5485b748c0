import { endOf, type Span } from '@lapwing/engine/traces';
import type { OpenSearchClient } from '../opensearch/client.ts';
import type { Failure } from '../shared/failure.ts';
import type { TimeRange } from '../source.ts';
import type { ReadSpans, SpanReader } from '../traces/pulled-calls.ts';
import { planSample } from './sample.ts';
import { allSpans, countSpans, idFields, spansByIds, type IdFields, type SpanSearch } from './span-search.ts';

/** Data Prepper's spans and those of the Simple Schema. */
const DEFAULT_SPAN_INDEX = 'otel-v1-apm-span-*,ss4o_traces-*';
/** Spans of a minute: read in a second or two by a small cluster. */
const DEFAULT_PER_MINUTE = 10_000;
const MINUTE_MS = 60_000;
/** How far a parent may outlast its child, and a child come before the end of its parent. */
const CONTEXT_MS = 15 * MINUTE_MS;

export interface SpanReaderSettings {
  client: OpenSearchClient;
  index?: string | undefined;
  perMinute?: number | undefined;
  /** Length of the intervals that calls are counted in, ms. */
  stepMs: number;
  judge: (error: unknown) => Failure;
}

/** Reads span documents; of intervals with more than the cluster should be asked for, a sample. */
export function createSpanReader(settings: SpanReaderSettings): SpanReader {
  const { client, index = DEFAULT_SPAN_INDEX, perMinute = DEFAULT_PER_MINUTE, stepMs, judge } = settings;
  const most = Math.max(1, Math.floor((perMinute * stepMs) / MINUTE_MS));
  return {
    judge,
    async read(range, ask, signal): Promise<ReadSpans> {
      const search: SpanSearch = { client, index, ask, signal };
      const fields = await idFields(search);
      if (fields === undefined) {
        return { spans: [], context: [], warnings: [`${index} matches no index with spans yet`] };
      }
      const plan = planSample(await countSpans(search, range, stepMs), range, stepMs, most, fields);
      const spans = await allSpans(search, fields, plan.query);
      return {
        spans: spans.map((span) => ({
          span,
          times: plan.times.get(Math.floor(endOf(span) / stepMs) * stepMs) ?? 1,
        })),
        context: await contextOf(spans, search, fields, range),
        warnings: sampleWarnings(plan.times),
      };
    },
  };
}

/** Parents of what was read and, of clients, children: who is called shows by both sides alone. */
async function contextOf(
  spans: Span[],
  search: SpanSearch,
  fields: IdFields,
  range: TimeRange,
): Promise<Span[]> {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const parents = new Set(spans.flatMap(({ parentId }) => parentId ?? []));
  const around = { from: range.from - CONTEXT_MS, to: range.to + CONTEXT_MS };
  const missing = spans.flatMap(({ kind, parentId, links }) => [
    // An internal span's or a client's parent is of its own service.
    ...(kind === 'client' || kind === 'internal' || kind === 'producer' || parentId === undefined
      ? []
      : [parentId]),
    ...(kind === 'consumer' ? links.map(({ spanId }) => spanId) : []),
  ]);
  const above = [...new Set(missing)].filter((id) => !known.has(id));
  const below = spans.flatMap(({ kind, spanId }) =>
    kind === 'client' && !parents.has(spanId) ? [spanId] : [],
  );
  const found = [
    ...(await spansByIds(search, fields, 'spanId', above, around)),
    ...(await spansByIds(search, fields, 'parentSpanId', below, around)),
  ];
  return found.filter(({ spanId }) => !known.has(spanId));
}

function sampleWarnings(times: ReadonlyMap<number, number>): string[] {
  const least = Math.max(1, ...times.values());
  return least === 1
    ? []
    : [`calls are counted from a sample, one span in ${least}: raise spans.per_minute to read more`];
}
