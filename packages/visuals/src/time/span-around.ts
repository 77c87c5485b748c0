/** A stretch of time to show: epoch ms. */
export interface ShownSpan {
  from: number;
  to: number;
}

/** A range as both dashboards write it: epoch ms, or relative to now (`now-6h`). */
export interface RawSpan {
  from: string;
  to: string;
}

/** Long enough to see what was ordinary before an anomaly, as a multiple of its own length. */
const BEFORE = 3;
const AFTER = 1;
const MINUTE_MS = 60_000;
const SHORTEST_MS = 30 * MINUTE_MS;

/**
 * What to show of a signal to understand an anomaly: the anomaly, what went before and what came after. While it
 * goes on the range is relative to now, so that the chart moves with it.
 */
export function spanAround(start: number, end: number | null, now: number): ShownSpan | RawSpan {
  const until = end ?? now;
  const length = Math.max(until - start, SHORTEST_MS);
  const from = start - BEFORE * length;
  if (end === null) return { from: `now-${Math.ceil((now - from) / MINUTE_MS)}m`, to: 'now' };
  return { from, to: Math.min(until + AFTER * length, Math.max(now, until)) };
}
