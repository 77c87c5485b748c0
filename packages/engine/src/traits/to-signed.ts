import { TAIL_FLOATS, tailScale } from '../calibrate/tail.ts';
import type { ColumnsOf } from '../columns.ts';
import { DAY_BINS, LOCAL_READINGS, TRAITS, TRAIT_COUNT, WEEK_BINS, type TRAIT_LAYOUT } from './layout.ts';

/** Traits that are shares of another deviation, the same in any unit. */
const UNITLESS = TRAITS.indexOf('seasonStep');

/**
 * A signal that was never below zero is kept by its square root; from its first reading below on it is taken as it is.
 * What was learnt goes along: levels are squared, deviations take the slope of the square at the usual level. So a
 * first fall below zero is measured against the past as any other fall is. The answer is that slope, 1 where nothing was.
 */
export function toSigned(c: ColumnsOf<typeof TRAIT_LAYOUT>, slot: number): number {
  c.signed[slot] = 1;
  if (c.seen[slot] === 0) return 1;
  const slope = 2 * c.slow[slot];
  for (const level of [c.last, c.fast, c.slow, c.expectLevel]) level[slot] *= Math.abs(level[slot]);
  const deviations = [
    c.offSeason,
    c.seasonScale,
    c.expectOff,
    c.deviationSeason,
    c.deviationLevel,
    c.errorDay,
    c.errorWeek,
  ];
  for (const deviation of deviations) deviation[slot] *= slope;
  for (let k = slot * LOCAL_READINGS; k < (slot + 1) * LOCAL_READINGS; k++) c.ring[k] *= c.ring[k];
  for (let k = slot * DAY_BINS; k < (slot + 1) * DAY_BINS; k++) {
    c.day[k] *= c.day[k];
    c.dayScale[k] *= slope;
  }
  for (let k = slot * WEEK_BINS; k < (slot + 1) * WEEK_BINS; k++) c.week[k] *= slope;
  for (let k = 0; k < TRAIT_COUNT; k++) {
    if (k !== UNITLESS) tailScale(c.tails, (slot * TRAIT_COUNT + k) * TAIL_FLOATS, slope);
  }
  return slope;
}
