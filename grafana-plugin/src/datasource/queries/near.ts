import type { Span } from '../../service/client.ts';

/** Marks nearer to each other than this many points of the chart look like one. */
const NEAR_POINTS = 2;

/** How near two marks on a chart of so many points must be to look like one, ms. */
export function nearMs(span: Span, points: number): number {
  return ((span.to - span.from) / Math.max(1, points)) * NEAR_POINTS;
}
