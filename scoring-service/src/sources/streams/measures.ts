import { bucketQuantile, exponentialRow } from './buckets.ts';
import type { Increase } from './cumulative.ts';

const QUANTILES = [
  ['p50', 0.5],
  ['p95', 0.95],
  ['p99', 0.99],
] as const;

/** Readings of what was added: for a counter its rate a second; for a histogram the rate, mean and percentiles of its values. */
export function measuresOf(added: Increase): [measure: string, value: number][] {
  const measures: [string, number][] = [['rate', added.count / added.seconds]];
  if (added.sum !== undefined && added.count > 0) measures.push(['avg', added.sum / added.count]);
  const row =
    added.exponential !== undefined
      ? exponentialRow(added.exponential, added.exponential.zeroCount, added.exponential.zeroThreshold)
      : added.buckets !== undefined
        ? { uppers: [...added.buckets.borders, Infinity], counts: added.buckets.counts }
        : undefined;
  if (row !== undefined) {
    for (const [name, q] of QUANTILES) measures.push([name, bucketQuantile(row, q)]);
  }
  return measures.filter(([, value]) => Number.isFinite(value));
}
