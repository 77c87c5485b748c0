import type { RuleShift } from './verdict.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Peaks this close to the same time of day, or of week, are the same one. */
const NEAR_MS = 15 * 60_000;
/** Of slow signals: jobs that start with an interval show in this or the next. */
const NEAR_INTERVALS = 2;
/** Once may be chance, and twice too: the third time it is a habit, and the fourth is quieter. */
const TIMES = 3;
/** Days in which a daily peak may be missing once in a while; weeks of a weekly one. */
const DAYS_BACK = 5;
const WEEKS_BACK = 4;
/** Ten times rarer for a habit, and more with each time, up to a hundred times: one that grows is told all the same. */
const QUIETER_FIRST = 10;
const QUIETER_MORE = 5;
const QUIETER_MOST = 20;
const KEPT_MOST = 40;

/** When a signal peaked: epoch ms, and whether above (1) or below (0) what was expected. */
export type Peak = [timeMs: number, up: 0 | 1];

/** Adds a peak; what is too old to matter goes. */
export function notePeak(peaks: readonly Peak[], timeMs: number, up: boolean): Peak[] {
  const kept = peaks.filter(([at]) => at > timeMs - (WEEKS_BACK + 1) * WEEK_MS);
  return [...kept.slice(-KEPT_MOST + 1), [timeMs, up ? 1 : 0]];
}

/**
 * How much quieter a peak at `timeMs` is for having come at the same time of day (UTC) on at least three of the last
 * five days, or at the same time of week in three of the last four weeks. `isReal` peaks are no habit.
 */
export function habitShift(
  peaks: readonly Peak[],
  timeMs: number,
  up: boolean,
  intervalMs: number,
  isReal: (timeMs: number) => boolean,
): RuleShift | undefined {
  const near = Math.max(NEAR_MS, NEAR_INTERVALS * intervalMs);
  const alike = peaks.filter(([at, wasUp]) => (wasUp === 1) === up && !isReal(at)).map(([at]) => at);
  const days = timesBack(alike, timeMs, DAY_MS, DAYS_BACK, near);
  const weeks = timesBack(alike, timeMs, WEEK_MS, WEEKS_BACK, near);
  const times = Math.max(days, weeks);
  if (times < TIMES) return undefined;
  const decibans = Math.min(QUIETER_MOST, QUIETER_FIRST + QUIETER_MORE * (times - TIMES));
  const clock = new Date(timeMs).toISOString().slice(11, 16);
  const detail =
    days >= weeks
      ? `came near ${clock} UTC on ${days} of the last ${DAYS_BACK} days`
      : `came near this time of the week in ${weeks} of the last ${WEEKS_BACK} weeks`;
  return { rule: 'recurring', decibans, detail };
}

/** On how many of the last `most` rounds of `period` a peak lay near this time. */
function timesBack(
  peaks: readonly number[],
  timeMs: number,
  period: number,
  most: number,
  near: number,
): number {
  if (period <= 4 * near) return 0;
  let times = 0;
  for (let back = 1; back <= most; back++) {
    if (peaks.some((at) => Math.abs(timeMs - back * period - at) <= near)) times++;
  }
  return times;
}
