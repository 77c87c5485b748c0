import type { Total } from '../streams/cumulative.ts';
import type {
  OtlpExponentialPoint,
  OtlpHistogramPoint,
  OtlpNumberPoint,
  OtlpSummaryPoint,
} from './schemas.ts';

const NANOS_A_MS = 1e6;

/** The points of OTLP's metrics as what they have counted. */
export function numberTotal(point: OtlpNumberPoint): Total {
  return { ...timesOf(point), count: point.asDouble ?? point.asInt ?? NaN };
}

export function histogramTotal(point: OtlpHistogramPoint): Total {
  const { count, sum, bucketCounts: counts, explicitBounds: borders } = point;
  const buckets = counts.length === borders.length + 1 ? { buckets: { borders, counts } } : {};
  return { ...timesOf(point), count, ...sumOf(sum), ...buckets };
}

export function exponentialTotal(point: OtlpExponentialPoint): Total {
  const { count, sum, scale, zeroCount, zeroThreshold, positive, negative } = point;
  const side = ({ offset, bucketCounts }: typeof positive) => ({ offset, counts: bucketCounts });
  const zero = { zeroCount, zeroThreshold };
  const exponential = { scale, ...zero, positive: side(positive), negative: side(negative) };
  return { ...timesOf(point), count, ...sumOf(sum), exponential };
}

export function summaryTotal(point: OtlpSummaryPoint): Total {
  return { ...timesOf(point), count: point.count, ...sumOf(point.sum) };
}

function sumOf(sum: number | undefined): { sum: number } | Record<string, never> {
  return sum !== undefined && Number.isFinite(sum) ? { sum } : {};
}

function timesOf(point: { startTimeUnixNano: number; timeUnixNano: number }): {
  start: number;
  time: number;
} {
  const ms = (nanos: number): number => Math.round(nanos / NANOS_A_MS);
  return { start: ms(point.startTimeUnixNano), time: ms(point.timeUnixNano) };
}
