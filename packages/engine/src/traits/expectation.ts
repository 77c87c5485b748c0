import type { ColumnsOf } from '../columns.ts';
import { ROUNDING, SCALE_FLOOR, type TRAIT_LAYOUT } from './layout.ts';

/** Share of a deviation by which the expectation follows: ordinary drift is followed within some twenty readings. */
const FOLLOW_GAIN = 0.05;
/** Gain of the usual deviation: a fault that lasts widens the band slowly. */
const WIDTH_GAIN = 0.003;
/** A deviation counts as at most so many usual ones: a fault pulls what is expected along step by step, not at once. */
const CLIP = 4;
/** Half of the band, in usual (root mean square) deviations: all but one in a thousand of a normal one. */
export const BAND_DEVIATIONS = 3.3;
/** Readings before anything is expected; until then deviations are not clipped, so that a bad start is soon left. */
export const EXPECTS_AFTER = 20;

type TraitColumns = ColumnsOf<typeof TRAIT_LAYOUT>;

/** What a reading should be: the middle and half the width of a band, on the scale that the traits work on. */
export interface Expectation {
  centre: number;
  width: number;
}

/** From the season carried on, or from the level alone, whichever has erred less so far; before the reading is known. */
export function expectation(c: TraitColumns, slot: number, season: number, hourScale: number): Expectation {
  const bySeason = c.deviationSeason[slot] <= c.deviationLevel[slot];
  const centre = bySeason ? season + c.expectOff[slot] : c.expectLevel[slot];
  const usual = bySeason ? c.deviationSeason[slot] * hourScale : c.deviationLevel[slot];
  return { centre, width: Math.max(BAND_DEVIATIONS * usual, ROUNDING * Math.abs(centre)) };
}

/** How much this time of day varies, over what is usual: bands are wide at noon and narrow at night. */
export function hourScaleOf(dayScale: number, seasonScale: number): number {
  return seasonScale > 0 ? Math.max(SCALE_FLOOR, dayScale / seasonScale) : 1;
}

/** Follows a reading `y` that the season said would be `season`. */
export function followReading(c: TraitColumns, slot: number, y: number, season: number): void {
  const seen = c.seen[slot];
  if (seen === 0) {
    c.expectLevel[slot] = y;
    return;
  }
  const young = seen < EXPECTS_AFTER;
  const gain = Math.max(FOLLOW_GAIN, 1 / (seen + 1));
  const widthGain = Math.max(WIDTH_GAIN, 1 / (seen + 1));
  // Rare events are hardly ever there, and yet usual: steps as the signal makes them are not clipped away.
  const step = young ? Infinity : c.seasonScale[slot];
  const level = clipped(y - c.expectLevel[slot], Math.max(step, c.deviationLevel[slot]));
  const off = clipped(y - season - c.expectOff[slot], Math.max(step, c.deviationSeason[slot]));
  c.expectLevel[slot] += gain * level;
  c.expectOff[slot] += gain * off;
  c.deviationLevel[slot] = meanSquare(c.deviationLevel[slot], level, widthGain);
  c.deviationSeason[slot] = meanSquare(c.deviationSeason[slot], off, widthGain);
}

/** The season has just become known: what it was off by before means nothing to it. */
export function beginSeason(c: TraitColumns, slot: number): void {
  c.expectOff[slot] = 0;
  c.deviationSeason[slot] = c.deviationLevel[slot];
}

/** The root mean square `usual` with one more deviation in it. */
function meanSquare(usual: number, deviation: number, gain: number): number {
  return Math.sqrt(usual * usual + gain * (deviation * deviation - usual * usual));
}

function clipped(deviation: number, usual: number): number {
  // Where nothing has varied so far there is nothing to measure a deviation by.
  if (!(usual > 0)) return deviation;
  const most = CLIP * usual;
  return deviation > most ? most : deviation < -most ? -most : deviation;
}
