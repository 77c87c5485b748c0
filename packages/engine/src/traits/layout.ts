import type { FeatureName } from '../bank/scores.ts';
import { TAIL_FLOATS } from '../calibrate/tail.ts';

/**
 * What is looked at in every reading: magnitudes that are near zero while a signal goes on as it used to. Each is
 * ranked in its own past, so that none needs a unit or a threshold; together they say level, change, spread, season.
 */
export const TRAITS = [
  /** Distance from the fast level: a sudden change. */
  'residual',
  /** Distance from the reading before. */
  'step',
  /** Distance from what is usual at this time of day and week. */
  'season',
  /** Spread of the last readings. */
  'spread',
  /** Distance from the slow level. */
  'level',
  /** Step away from the season, over what is usual at this time of day. */
  'seasonStep',
  /** Mean of the last readings, from what is usual at this time. */
  'localMean',
] as const;

export const TRAIT_COUNT = TRAITS.length;

/** Traits that look at the season: what they said before it was known is no past to rank them in. */
export const SEASON_TRAITS: readonly number[] = [2, 5, 6];

/** The property of the signal that a trait speaks for, in the words of the contract. */
export const FEATURE_OF_TRAIT: readonly FeatureName[] = [
  'change',
  'change',
  'season',
  'spread',
  'level',
  'season',
  'level',
];

/** Bins of the time-of-day profile: ten minutes each, fine enough for daily jobs, small enough for a million signals. */
export const DAY_BINS = 144;
/** Bins of the week: an hour each. */
export const WEEK_BINS = 168;
/** Readings in the local mean and spread. */
export const LOCAL_READINGS = 12;

/** Smallest share of the signal-wide variation that a time of day may have: a night without noise is luck. */
export const SCALE_FLOOR = 0.3;

/** Deviations below this share of the value are rounding (profiles are kept in single precision). */
export const ROUNDING = 1e-6;

export const TRAIT_LAYOUT = {
  seen: ['u32', 1],
  firstMs: ['f64', 1],
  last: ['f64', 1],
  fast: ['f64', 1],
  slow: ['f64', 1],
  /** Fast level of what is left when the season is taken off. */
  offSeason: ['f64', 1],
  /** Usual distance from season plus `offSeason`. */
  seasonScale: ['f32', 1],
  /** What is expected: off the season, and by the level alone; and how far each usually errs. */
  expectOff: ['f64', 1],
  expectLevel: ['f64', 1],
  deviationSeason: ['f32', 1],
  deviationLevel: ['f32', 1],
  errorDay: ['f32', 1],
  errorWeek: ['f32', 1],
  /** 1 once a reading was below zero: such a signal is taken as it is, others by their square root. */
  signed: ['u8', 1],
  /** 1 once the time of day was known, and the traits that look at it began anew. */
  seasonal: ['u8', 1],
  /** Readings since the last change, how many that is usually and at most, and changes seen until there are enough. */
  quiet: ['f32', 1],
  longestQuiet: ['f32', 1],
  usualQuiet: ['f32', 1],
  changes: ['u8', 1],
  ring: ['f32', LOCAL_READINGS],
  day: ['f32', DAY_BINS],
  dayScale: ['f32', DAY_BINS],
  daySeen: ['u8', DAY_BINS],
  week: ['f32', WEEK_BINS],
  tails: ['f32', TRAIT_COUNT * TAIL_FLOATS],
} as const;
