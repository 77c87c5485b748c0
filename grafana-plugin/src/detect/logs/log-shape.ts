import type { LogMeasure } from '@lapwing/contract';
import { z } from 'zod';
import { type Conjunct, conjunctsOf } from './lucene.ts';

/** What one metric of a panel's log query shows: documents of an index counted or measured over time. */
export interface LogShape {
  index: string;
  timeField: string | undefined;
  /** As written, variables included. */
  query: string;
  conditions: Conjunct[];
  measure: LogMeasure;
  splitBy: string[];
  /** Width of a bar where it does not follow the zoom: `1m`. */
  bar: string | undefined;
}

export type LogShapes = { shapes: LogShape[] } | { why: string };

/** A query of the OpenSearch or the Elasticsearch data source, as far as a detector can watch it. */
const LogTarget = z.object({
  query: z.string().optional(),
  queryType: z.string().optional(),
  luceneQueryType: z.string().optional(),
  timeField: z.string().optional(),
  metrics: z
    .array(
      z.object({
        type: z.string(),
        field: z.string().optional(),
        hide: z.boolean().optional(),
        settings: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .default([{ type: 'count' }]),
  bucketAggs: z
    .array(
      z.object({
        type: z.string(),
        field: z.string().optional(),
        settings: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .default([]),
});

/** Of a data source's settings, what says where its documents are. */
const LogSettings = z.object({
  index: z.string().optional(),
  database: z.string().optional(),
  interval: z.string().optional(),
  timeField: z.string().optional(),
});

const MOST_SPLITS = 4;

export function logShapes(target: unknown, settings: unknown): LogShapes {
  const parsed = LogTarget.safeParse(target);
  const known = LogSettings.safeParse(settings);
  if (!parsed.success || !known.success)
    return { why: 'its form is not known to this version of the plugin' };
  const { query = '', queryType, luceneQueryType, metrics, bucketAggs, timeField } = parsed.data;
  if (queryType !== undefined && queryType !== 'lucene') {
    return { why: `it is written in ${queryType}: only Lucene queries can be compared` };
  }
  if (luceneQueryType !== undefined && luceneQueryType !== 'Metric') {
    return { why: `it shows ${luceneQueryType.toLowerCase()}, not a metric` };
  }
  const index = indexOf(known.data);
  if (index === undefined) return { why: 'its data source does not say which index it reads' };
  const time = bucketAggs.filter(({ type }) => type === 'date_histogram');
  if (time.length !== 1) return { why: 'it is not grouped by time (one date histogram)' };
  const odd = bucketAggs.find(({ type }) => type !== 'date_histogram' && type !== 'terms');
  if (odd) return { why: `a detector can't group by ${odd.type}: only by terms` };
  const splitBy = bucketAggs.flatMap(({ type, field }) => (type === 'terms' && field ? [field] : []));
  if (splitBy.length > MOST_SPLITS) return { why: `a detector splits by ${MOST_SPLITS} fields at most` };
  const measures = metrics.filter(({ hide }) => hide !== true).flatMap(measuresOf);
  const usable = measures.filter((measure): measure is LogMeasure => typeof measure !== 'string');
  if (usable.length === 0) {
    return { why: `a detector can't measure ${measures.join(', ') || 'nothing'}` };
  }
  const interval = String(time[0]?.settings?.['interval'] ?? 'auto');
  return {
    shapes: usable.map((measure) => ({
      ...{ index, query, measure, splitBy, conditions: conjunctsOf(query) },
      timeField: time[0]?.field ?? timeField ?? known.data.timeField,
      bar: /^\d+[smhdw]$/.test(interval) ? interval : undefined,
    })),
  };
}

/** The measures of one metric; a text names what can't be measured. */
function measuresOf({
  type,
  field,
  settings,
}: z.output<typeof LogTarget>['metrics'][number]): (LogMeasure | string)[] {
  if (type === 'count') return [{ type }];
  if (field === undefined) return [type];
  if (type === 'avg' || type === 'sum' || type === 'cardinality') return [{ type, field }];
  if (type !== 'percentiles') return [type];
  const percents = z.array(z.coerce.number().gt(0).lt(100)).safeParse(settings?.['percents'] ?? []);
  return (percents.data ?? []).map((percent) => ({ type: 'percentile', field, percent }));
}

/** Daily indices (`[logs-]YYYY.MM.DD`) become a pattern. */
function indexOf({ index, database, interval }: z.output<typeof LogSettings>): string | undefined {
  const written = index || database;
  if (!written) return undefined;
  if (!interval && !written.includes('[')) return written;
  return written.replace(/^\[([^\]]*)\].*$/, '$1*');
}
