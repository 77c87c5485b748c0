import type { Detector } from '@lapwing/contract';
import { LapwingError } from '../errors.ts';
import { floorTo, intervalMs } from '../pipeline/engine-settings.ts';
import { beginOf, closedUntil } from '../pipeline/span.ts';
import type { Source } from '../sources/source.ts';
import { holdTo, type BacktestLimits } from './limits.ts';

/** What a person asks for; epoch ms. */
export interface BacktestSpan {
  from?: number | undefined;
  until?: number | undefined;
  /** Time before `from` that teaches (ms), instead of what a new detector takes. */
  learnMs?: number | undefined;
}

/** Which intervals teach, which are judged; epoch ms on the detector's grid, `begin <= from < until`. */
export interface BacktestPlan {
  detector: Detector;
  begin: number;
  from: number;
  until: number;
  /** Rows of a chart at most. */
  points: number;
}

/**
 * The stretch that live scoring would have gone through, had the detector been saved at `from`; without one, had it been
 * saved now. Throws BAD_TIME when nothing is left of it, TOO_LARGE when it is too long.
 */
export async function planBacktest(
  detector: Detector,
  span: BacktestSpan & { points: number },
  around: { source: Source; now: number; limits: BacktestLimits; signal: AbortSignal },
): Promise<BacktestPlan> {
  const { source, now, limits, signal } = around;
  const step = intervalMs(detector);
  const extent = await source.extent?.(detector, signal);
  if (source.extent !== undefined && extent === undefined) throw noReadings(source.name);
  const held = extent === undefined ? Infinity : floorTo(extent.last, step) + step;
  const until = Math.min(closedUntil(detector, now), held, floorTo(span.until ?? Infinity, step));
  const asked = span.from === undefined ? undefined : floorTo(span.from, step);
  const learnsFrom =
    asked === undefined || span.learnMs === undefined ? -Infinity : floorTo(asked - span.learnMs, step);
  const begins = beginOf(detector, {
    known: false,
    first: source.extent === undefined && Number.isFinite(learnsFrom) ? learnsFrom : extent?.first,
    until: asked ?? until,
  });
  const begin = Math.max(begins, learnsFrom);
  const from = Math.max(begin, asked ?? begin);
  if (!(from < until)) throw nothingLeft(from, until);
  holdTo(limits, 'intervals', (until - begin) / step);
  return { detector, begin, from, until, points: span.points };
}

function noReadings(source: string): LapwingError {
  return new LapwingError('NOT_FOUND', {
    message: `the source "${source}" holds no reading of this detector`,
    where: `source ${source}`,
    hint: 'Check the labels that the query asks for',
  });
}

function nothingLeft(from: number, until: number): LapwingError {
  return new LapwingError('BAD_TIME', {
    message: `nothing is left to judge: it would begin at ${iso(from)}, and the newest closed interval ends at ${iso(until)}`,
    where: 'from, until',
    hint: 'Ask for an earlier `from` or a later `until`',
  });
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
