import type { Call } from './calls.ts';
import { LogHistogram } from './log-histogram.ts';
import type { SpanRef } from './span.ts';

/** A call to show to a person. */
export interface CallExample extends SpanRef {
  durationMs: number;
}

/** All calls of one group in one interval. */
export class Cell {
  count = 0;
  errors = 0;
  durations = new LogHistogram();
  slowest: CallExample | undefined;
  /** The slowest of those that failed. */
  failed: CallExample | undefined;

  /** `times`: how many calls this one stands for, a whole number, where they are sampled. */
  add({ durationMs, error, traceId, spanId }: Call, times = 1): void {
    this.count += times;
    this.durations.add(durationMs, times);
    const example = { traceId, spanId, durationMs };
    this.slowest = worse(this.slowest, example);
    if (!error) return;
    this.errors += times;
    this.failed = worse(this.failed, example);
  }

  merge(other: Cell): void {
    this.count += other.count;
    this.errors += other.errors;
    this.durations.merge(other.durations);
    this.slowest = worse(this.slowest, other.slowest);
    this.failed = worse(this.failed, other.failed);
  }
}

/** The slower one; of two alike the one whose id sorts first, so that the order of arrival makes no difference. */
function worse(a: CallExample | undefined, b: CallExample | undefined): CallExample | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.durationMs !== b.durationMs) return a.durationMs > b.durationMs ? a : b;
  return a.traceId + a.spanId <= b.traceId + b.spanId ? a : b;
}

/** Measures of calls: calls a second, the share of them that failed (0 to 1), and durations in ms. */
export const CALL_MEASURES = ['rate', 'errors', 'p50', 'p95', 'p99'] as const;
export type CallMeasure = (typeof CALL_MEASURES)[number];

const QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

/** One measure of an interval's calls; NaN where there were none and it has no meaning. */
export function measureOf(cell: Cell, measure: CallMeasure, intervalSeconds: number): number {
  switch (measure) {
    case 'rate':
      return cell.count / intervalSeconds;
    case 'errors':
      return cell.errors / cell.count;
    default:
      return cell.durations.quantile(QUANTILES[measure]);
  }
}
