import { type QueryOf, SCORES_ALIAS, ScoreDocument, type ScoreSeries } from '@lapwing/contract';
import { z } from 'zod';
import { Refusal } from '../backend/refusal.ts';
import { type Search, aggregated } from './search.ts';
import { getSignal } from './signals.ts';

const DAY_MS = 86_400_000;
const POINTS = 1440;
/** A bucket carries the document that is kept of it; OpenSearch makes 65,535 at most. */
const MOST_POINTS = 10_000;
/** A line over one interval without a reading is no lie; over more it is. */
const MISSING_BEFORE_GAP = 1;

const Bounds = z.object({ value: z.number().nullable() });
const Buckets = z.object({
  rows: z.object({
    buckets: z.array(
      z.object({
        low: Bounds,
        high: Bounds,
        worst: z.object({ hits: z.object({ hits: z.array(z.object({ _source: ScoreDocument })) }) }),
      }),
    ),
  }),
});
const EMPTY = { rows: { buckets: [] } };

/** A signal's readings of a range. Where there are more than `points`, of each bucket the reading with the highest score. */
export async function getScores(
  search: Search,
  id: string,
  query: QueryOf<'getScores'>,
  now: number,
): Promise<ScoreSeries> {
  const to = query.end_time ?? now;
  const from = query.start_time ?? to - DAY_MS;
  if (from >= to) {
    const hint = 'let start_time be earlier';
    throw new Refusal('BAD_TIME', 'the range of time ends before it begins', 'start_time', hint);
  }
  const signal = await getSignal(search, id);
  const intervalMs = signal.interval_seconds * 1000;
  const points = Math.min(query.points ?? POINTS, MOST_POINTS);
  const stepMs = intervalMs * Math.max(1, Math.ceil((to - from) / intervalMs / points));
  const { aggregations } = await search(
    SCORES_ALIAS,
    {
      size: 0,
      filter: [
        { term: { signal_id: id } },
        { range: { '@timestamp': { gte: from, lt: to, format: 'epoch_millis' } } },
      ],
      aggs: {
        rows: {
          date_histogram: { field: '@timestamp', fixed_interval: `${stepMs}ms`, min_doc_count: 1 },
          aggs: {
            low: { min: { field: 'value' } },
            high: { max: { field: 'value' } },
            worst: { top_hits: { size: 1, sort: [{ score: 'desc' }, { '@timestamp': 'asc' }] } },
          },
        },
      },
    },
    z.never(),
  );
  const { rows } = aggregated(Buckets, aggregations ?? EMPTY, SCORES_ALIAS);
  const series: ScoreSeries = { signal, step_seconds: Math.round(stepMs / 1000), ...emptyColumns() };
  for (const { low, high, worst } of rows.buckets) {
    const document = worst.hits.hits[0]?._source;
    if (document === undefined) continue;
    addRow(series, document, low.value, high.value, stepMs);
  }
  return series;
}

function emptyColumns(): Omit<ScoreSeries, 'signal' | 'step_seconds'> {
  return { time: [], value: [], value_min: [], value_max: [], expected: [], lower: [], upper: [], score: [] };
}

function addRow(
  series: ScoreSeries,
  document: ScoreDocument,
  low: number | null,
  high: number | null,
  stepMs: number,
): void {
  const time = Date.parse(document['@timestamp']);
  const last = series.time.at(-1);
  if (last !== undefined && time - last >= (MISSING_BEFORE_GAP + 2) * stepMs) {
    series.time.push(last + stepMs);
    for (const column of ['value', 'value_min', 'value_max', 'expected', 'lower', 'upper'] as const) {
      series[column].push(null);
    }
    series.score.push(0);
  }
  series.time.push(time);
  series.value.push(document.value);
  series.value_min.push(low);
  series.value_max.push(high);
  series.expected.push(document.expected ?? null);
  series.lower.push(document.lower ?? null);
  series.upper.push(document.upper ?? null);
  series.score.push(document.score);
}
