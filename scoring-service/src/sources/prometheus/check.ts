import type { Detector, DetectorCheck, PrometheusQuery } from '@lapwing/contract';
import { z } from 'zod';
import { checkedUntil, failedCheck, passedCheck, refusedCheck } from '../shared/check-result.ts';
import type { Failure } from '../shared/failure.ts';
import { ONE_TRY } from '../shared/patience.ts';
import type { PrometheusClient } from './client.ts';
import { counterWarnings, syntaxProblem, type MetricTypes } from './promql.ts';
import { pullRange } from './pull-range.ts';

/** The stretch that is looked at. */
const LOOKED_AT_INTERVALS = 60;

const Metadata = z.record(z.string(), z.array(z.object({ type: z.string() })));

export interface CheckWork {
  client: PrometheusClient;
  detector: Detector;
  query: PrometheusQuery;
  judge: (error: unknown) => Failure;
  now: number;
  intervalMs: number;
  signal: AbortSignal;
}

/** What the detector would see over its last hour of intervals. Nothing is tried twice: a person waits. */
export async function checkDetector(work: CheckWork): Promise<DetectorCheck> {
  const { client, detector, query, judge, now, intervalMs, signal } = work;
  const problem = syntaxProblem(query.expr);
  if (problem) {
    return failedCheck([
      {
        path: 'query.expr',
        message: `character ${problem.position}: ${problem.message}`,
        hint: 'Correct the PromQL expression at that character.',
      },
    ]);
  }
  try {
    const types = await metricTypes(client, signal);
    const warnings = counterWarnings(query.expr, types);
    const to = Math.floor(checkedUntil(detector, now) / intervalMs) * intervalMs;
    const range = { from: to - LOOKED_AT_INTERVALS * intervalMs, to };
    const pull = { client, patience: ONE_TRY, judge, detector, query, intervalMs, signal };
    const { chunk } = await pullRange(pull, range);
    warnings.push(...chunk.warnings);
    if (chunk.series.length === 0) {
      const span = `the ${LOOKED_AT_INTERVALS} intervals before ${new Date(to).toISOString()}`;
      warnings.push(`no series in ${span}: check names and labels`);
    }
    return passedCheck(chunk.series, detector.max_signals, warnings);
  } catch (error) {
    return refusedCheck(error);
  }
}

/** The metrics' types by name. A server without metadata leaves the names to speak: that is no failure. */
export async function metricTypes(client: PrometheusClient, signal: AbortSignal): Promise<MetricTypes> {
  try {
    const { data } = await client.get('metadata', signal);
    const metadata = Metadata.safeParse(data);
    if (!metadata.success) return new Map();
    return new Map(Object.entries(metadata.data).flatMap(([name, [one]]) => (one ? [[name, one.type]] : [])));
  } catch {
    signal.throwIfAborted();
    return new Map();
  }
}
