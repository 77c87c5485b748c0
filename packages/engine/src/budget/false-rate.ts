import { LEVELS, LEVEL_STEP, levelAt, type LevelCounts } from './level-counts.ts';

/** Groups a week at the level from which the tail is read, as a multiple of the budget: often enough to be counted. */
const BASE_TIMES = 6;
/** The tail's scale is read up to 1.7 times that level: most real incidents are far above and don't bend it. */
const WINDOW_LEVELS = 7;
/** Scale of the tail before anything was seen, e-folds of decibans an e-fold of rarity: exact p-values give a
 * seventh at 30 decibans, those of real signals up to one. */
const SCALE_FIRST = 0.25;
/** Groups that this first guess weighs as much as. */
const SCALE_WEIGHT = 4;
const SCALE_MOST = 2;
/** Weeks that the rate expected of exact p-values weighs as much as. */
const RATE_WEIGHT_WEEKS = 0.3;
/** Anomalous readings of one group, on the whole: a surprise is remembered for some twenty readings. */
const READINGS_A_GROUP = 10;
const FIT_ROUNDS = 30;

/** False groups a week at a level (decibans): `rate · (level / base) ^ (-1 / scale)`. */
export interface FalseRate {
  base: number;
  rate: number;
  scale: number;
}

/**
 * How often ordinary readings reach a level, read from where groups are frequent and carried on to where they are
 * rare, as a Pareto tail of decibans (peaks over threshold: Coles 2001, §4; Hill 1975 with a prior): p-values of real
 * signals beyond what their past holds are guesses, and a detector's tail is as long as its least known signal makes it.
 * Real incidents are few beside the frequent groups and mostly far above them, so they hardly move it. `perWeek`: readings a week of all signals;
 * `budget`: groups a week.
 */
export function falseRate(counts: LevelCounts, perWeek: number, budget: number, gapMs: number): FalseRate {
  const { groups, weeks } = counts;
  const most = 604_800_000 / gapMs / 2;
  const weekly = (j: number): number => {
    const expected = Math.min(most, (perWeek * 10 ** (-levelAt(j) / 10)) / READINGS_A_GROUP);
    return (groups[j] + RATE_WEIGHT_WEEKS * expected) / (weeks + RATE_WEIGHT_WEEKS);
  };
  const b = baseLevel(weekly, budget * BASE_TIMES);
  const e = Math.min(LEVELS - 1, b + WINDOW_LEVELS);
  const inside = Math.max(0, groups[b] - groups[e]);
  let excess = (inside * LEVEL_STEP) / 2;
  for (let j = b + 1; j <= e; j++) excess += Math.max(0, groups[j] - groups[e]) * LEVEL_STEP;
  const seen = inside > 0 ? truncatedScale(excess / inside, (e - b) * LEVEL_STEP) : SCALE_FIRST;
  const scale = (SCALE_FIRST * SCALE_WEIGHT + seen * inside) / (SCALE_WEIGHT + inside);
  return { base: levelAt(b), rate: weekly(b), scale };
}

/** The highest level with groups often enough; where none is, the one with the most: below it they run together. */
function baseLevel(weekly: (j: number) => number, target: number): number {
  let best = 0;
  for (let j = LEVELS - 1; j >= 0; j--) {
    if (weekly(j) >= target) return j;
    if (weekly(j) > weekly(best)) best = j;
  }
  return best;
}

/** Scale of an exponential cut off at `width`, whose mean is `mean`: solves mean = x - width / (exp(width / x) - 1). */
function truncatedScale(mean: number, width: number): number {
  let x = mean;
  for (let i = 0; i < FIT_ROUNDS && x > 0; i++)
    x = Math.min(SCALE_MOST, mean + width / Math.expm1(width / x));
  return x;
}

/** The level that `budget` false groups a week reach. */
export function levelOf({ base, rate, scale }: FalseRate, budget: number): number {
  return base * (rate / budget) ** scale;
}

/** False groups a week that reach `level`. */
export function rateAt({ base, rate, scale }: FalseRate, level: number): number {
  return rate * (level / base) ** (-1 / scale);
}
