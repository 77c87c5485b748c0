import type { Detector } from '@lapwing/contract';
import { delayMs, floorTo, historyMs, intervalMs } from './engine-settings.ts';

/** The end of the detector's last interval (epoch ms, on the grid); Infinity when it goes on as time does. */
export function endOf(detector: Detector): number {
  const { until } = detector;
  return until === undefined ? Infinity : floorTo(Date.parse(until), intervalMs(detector));
}

/** The end of the newest interval that is closed at `now` and belongs to the detector. */
export function closedUntil(detector: Detector, now: number): number {
  return Math.min(floorTo(now - delayMs(detector), intervalMs(detector)), endOf(detector));
}

/**
 * The first interval of a detector without a state (epoch ms, on the grid). A new one begins at its `from`, else at the
 * source's first reading, else `history` before `until`. One that learns anew (`known`) needs its `history` alone. None
 * goes back past its `from`.
 */
export function beginOf(
  detector: Detector,
  { known, first, until }: { known: boolean; first: number | undefined; until: number },
): number {
  const from = detector.from === undefined ? -Infinity : Date.parse(detector.from);
  const learns = first ?? until - historyMs(detector);
  const begin = known || from === -Infinity ? learns : (first ?? from);
  return floorTo(Math.max(begin, from), intervalMs(detector));
}
