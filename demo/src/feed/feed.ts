import type { DetectorInput } from '@lapwing/contract';
import type { Series } from '../service/client.ts';
import type { ShopTelemetry } from '../shop/shop.ts';

/** Where the demo's readings come from: the shop, or files. */
export interface Feed {
  /** What the service is told to watch. */
  readonly detectors: DetectorInput[];
  readonly signals: number;
  /** Readings of the past, as far as is known beforehand. */
  readonly pastReadings: number;
  /**
   * The past up to now, oldest first, one request after the other. Each request holds every signal of one detector
   * for a stretch of time: a detector scores an interval as soon as it holds any reading of it.
   */
  past(now: () => number): Iterable<Series[]>;
  /** When the next reading is due, epoch ms; Infinity when there is none. */
  nextAt(): number;
  /** What became due up to `now`. */
  due(now: number): Series[];
  /** Spans and lines of what was taken since this was asked last, in order of time, a request's worth each. */
  telemetry(): ShopTelemetry[];
}

export function countReadings(series: readonly Series[]): number {
  return series.reduce((sum, { points }) => sum + points.length, 0);
}
