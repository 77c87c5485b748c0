import type { DataStart, TimeRange } from '../../types/dashboards.ts';

/** Epoch ms, `from < to`. */
export interface Span {
  from: number;
  to: number;
}

/** The time of a range such as `now-24h` to `now`, as OpenSearch Dashboards reads it; undefined where it can't. */
export function spanOf(data: DataStart, range: TimeRange | undefined): Span | undefined {
  if (range === undefined) return undefined;
  const { min, max } = data.query.timefilter.timefilter.calculateBounds(range);
  const [from, to] = [min?.valueOf() ?? Number.NaN, max?.valueOf() ?? Number.NaN];
  return from < to ? { from, to } : undefined;
}
