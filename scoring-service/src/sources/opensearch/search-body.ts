import type { LogMeasure, OpenSearchQuery } from '@lapwing/contract';
import type { TimeRange } from '../source.ts';
import type { ResolvedQuery } from './resolve-query.ts';

/** Aggregation names in requests and answers. */
export const GROUPS = 'groups';
export const MEASURE = 'measure';
/** The time's key in a composite bucket; the split fields are `s0`, `s1`, … */
export const TIME_KEY = 't';
export const splitKey = (i: number): string => `s${i}`;

/** Distinct values up to which a cardinality is nearly exact; 24 KB of the server's memory for a bucket that has them. */
const CARDINALITY_PRECISION = 3_000;

export interface PageRequest {
  query: ResolvedQuery;
  range: TimeRange;
  intervalMs: number;
  pageSize: number;
  afterKey: Record<string, unknown> | undefined;
  /** The server gives up by itself after so long. */
  timeoutSeconds: number;
}

/**
 * One page of the composite aggregation over the documents of `range` (closed at its start, open at its end). The time
 * comes first among the sources, so that pages go forward in time. Documents without a split field keep a bucket of
 * their own (`missing_bucket`): the sum over all signals is the sum over all documents.
 */
export function pageBody(page: PageRequest): object {
  const { query, range, intervalMs, pageSize, afterKey, timeoutSeconds } = page;
  const measure = measureAggregation(query.measure);
  return {
    size: 0,
    track_total_hits: false,
    timeout: `${Math.ceil(timeoutSeconds)}s`,
    query: documentsQuery(query.filter, query.timeField, range),
    aggs: {
      [GROUPS]: {
        composite: {
          size: pageSize,
          sources: [
            { [TIME_KEY]: { date_histogram: { field: query.timeField, fixed_interval: `${intervalMs}ms` } } },
            ...query.split.map(({ field }, i) => ({
              [splitKey(i)]: { terms: { field, missing_bucket: true } },
            })),
          ],
          ...(afterKey ? { after: afterKey } : {}),
        },
        ...(measure ? { aggs: { [MEASURE]: measure } } : {}),
      },
    },
  };
}

/** Documents in `range` that match `filter`. */
export function documentsQuery(
  filter: OpenSearchQuery['filter'],
  timeField: string,
  range: TimeRange,
): object {
  const within = { range: { [timeField]: { gte: range.from, lt: range.to, format: 'epoch_millis' } } };
  return { bool: { filter: filter === undefined ? [within] : [within, condition(filter)] } };
}

/** A filter as OpenSearch takes it: text is a query string, an object is passed on as it is. */
export function condition(filter: NonNullable<OpenSearchQuery['filter']>): object {
  return typeof filter === 'string' ? { query_string: { query: filter, analyze_wildcard: true } } : filter;
}

function measureAggregation(measure: LogMeasure): object | undefined {
  switch (measure.type) {
    case 'count':
      return undefined;
    case 'rate':
      return { filter: condition(measure.of) };
    case 'cardinality':
      return { cardinality: { field: measure.field, precision_threshold: CARDINALITY_PRECISION } };
    case 'sum':
      return { sum: { field: measure.field } };
    case 'avg':
      return { avg: { field: measure.field } };
    case 'percentile':
      return { percentiles: { field: measure.field, percents: [measure.percent], keyed: false } };
  }
}
