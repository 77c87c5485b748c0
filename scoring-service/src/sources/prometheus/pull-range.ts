import type { Detector, PrometheusQuery } from '@lapwing/contract';
import type { Failure } from '../shared/failure.ts';
import type { Persistence } from '../shared/patience.ts';
import { refuseRepeated } from '../shared/repeated-labels.ts';
import type { PulledChunk, TimeRange } from '../source.ts';
import type { PrometheusClient } from './client.ts';
import { readMatrix } from './matrix.ts';

export interface RangePull {
  client: PrometheusClient;
  patience: Persistence;
  judge: (error: unknown) => Failure;
  detector: Detector;
  query: PrometheusQuery;
  intervalMs: number;
  signal: AbortSignal;
}

/**
 * Every reading of `range` by one range query. The reading of the interval that begins at t is the expression's value
 * at t, so the last moment asked for is one interval before the range's open end.
 */
export async function pullRange(
  pull: RangePull,
  range: TimeRange,
): Promise<{ chunk: PulledChunk; cells: number }> {
  const { client, patience, judge, detector, query, intervalMs, signal } = pull;
  const form = {
    query: query.expr,
    start: seconds(range.from),
    end: seconds(range.to - intervalMs),
    step: seconds(intervalMs),
  };
  const ask = async () => {
    const { data, warnings } = await client.query('query_range', form, signal);
    return { ...readMatrix(data, detector), warnings };
  };
  const { series, samples, warnings } = await patience.persist(detector.id, ask, judge, signal);
  refuseRepeated(detector, series);
  return { chunk: { range, series, absent: 'gap', warnings }, cells: samples };
}

const seconds = (ms: number): string => String(ms / 1000);
