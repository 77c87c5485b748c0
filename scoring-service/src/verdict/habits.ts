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
/** A habit that comes stronger than it ever was by a factor of ten in rarity is told all the same. */
const STRONGER_DECADES = 1;
const KEPT_MOST = 40;

/** A peak of a signal: epoch ms, whether above (1) or below (0) what was expected, and how strong, decibans. */
export type Peak = [timeMs: number, up: 0 | 1, decibans: number];

/** Adds a peak, or makes the newest one stronger when they are within `gapMs`; what is too old to matter goes. */
export function notePeak(
  peaks: readonly Peak[],
  timeMs: number,
  up: boolean,
  decibans: number,
  gapMs: number,
): Peak[] {
  const last = peaks.at(-1);
  if (last !== undefined && timeMs - last[0] <= gapMs) {
    return [...peaks.slice(0, -1), [last[0], last[1], Math.max(last[2], decibans)]];
  }
  const kept = peaks.filter(([at]) => at > timeMs - (WEEKS_BACK + 1) * WEEK_MS);
  return [...kept.slice(-KEPT_MOST + 1), [timeMs, up ? 1 : 0, decibans]];
}

export interface HabitLook {
  timeMs: number;
  up: boolean;
  intervalMs: number;
  /** What an alert needs without any rule, and how many decibans more are ten times rarer. */
  threshold: number;
  decade: number;
  /** Peaks that a person called real are no habit. */
  isReal: (timeMs: number) => boolean;
}

/**
 * How much quieter a peak is for having come at the same time of day (UTC) on at least three of the last five days, or
 * at the same time of week in three of the last four weeks: it must be stronger than it was then.
 */
export function habitShift(peaks: readonly Peak[], look: HabitLook): RuleShift | undefined {
  const { timeMs, up, intervalMs, threshold, decade, isReal } = look;
  const near = Math.max(NEAR_MS, NEAR_INTERVALS * intervalMs);
  const alike = peaks.filter(([at, wasUp]) => (wasUp === 1) === up && !isReal(at));
  const days = timesBack(alike, timeMs, DAY_MS, DAYS_BACK, near);
  const weeks = timesBack(alike, timeMs, WEEK_MS, WEEKS_BACK, near);
  const habit = days.length >= weeks.length ? days : weeks;
  if (habit.length < TIMES) return undefined;
  const strongest = Math.max(...habit.map(([, , decibans]) => decibans));
  const decibans = Math.max(0, strongest - threshold) + STRONGER_DECADES * decade;
  const clock = new Date(timeMs).toISOString().slice(11, 16);
  const detail =
    habit === days
      ? `came near ${clock} UTC on ${days.length} of the last ${DAYS_BACK} days`
      : `came near this time of the week in ${weeks.length} of the last ${WEEKS_BACK} weeks`;
  return { rule: 'recurring', decibans, detail };
}

/** The peaks near this time in each of the last `most` rounds of `period`, one a round. */
function timesBack(
  peaks: readonly Peak[],
  timeMs: number,
  period: number,
  most: number,
  near: number,
): Peak[] {
  // Of a signal with a reading a day, every peak would be near every other.
  if (period <= 4 * near) return [];
  const found: Peak[] = [];
  for (let back = 1; back <= most; back++) {
    const peak = peaks.find(([at]) => Math.abs(timeMs - back * period - at) <= near);
    if (peak !== undefined) found.push(peak);
  }
  return found;
}
