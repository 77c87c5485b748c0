import type { ColumnsOf } from '../columns.ts';
import type { TRAIT_LAYOUT } from './layout.ts';

/** Gain of the usual quiet per reading of it: two weeks of minutes, so that weekends count. */
const QUIET_GAIN = 1 / 20_000;
/**
 * After so many readings the longest quiet so far is believed; before, the longest to come may be longer by as much as the
 * past is shorter. A gauge that never stood still is known to be stuck within minutes all the same.
 */
const KNOWN_READINGS = 2_000;
/** Readings before silence is looked for at all: an hour or two say nothing of quiet times. */
const LEAST_SEEN = 200;
/** Changes to have seen before their absence says anything. */
const CHANGES_NEEDED = 20;
const LN10 = Math.log(10);

type TraitColumns = ColumnsOf<typeof TRAIT_LAYOUT>;

/**
 * Decades of surprise of nothing happening: for how long a signal that used to change has not, beyond the longest that
 * it did not before, were changes to come by chance (exponential times between them). What is usual is the mean over
 * readings, not over gaps: a job each hour makes one long quiet and many short ones, and the long one is the usual.
 * So a stuck gauge, a log that fell silent and a job that did not come are found, though each reading is ordinary.
 */
export function silenceOf(c: TraitColumns, slot: number, changed: boolean): number {
  const quiet = c.quiet[slot] + 1;
  if (!changed) {
    c.quiet[slot] = quiet;
    if (c.changes[slot] < CHANGES_NEEDED || c.seen[slot] < LEAST_SEEN) return 0;
    const beyond = quiet - c.longestQuiet[slot] * Math.max(1, KNOWN_READINGS / c.seen[slot]);
    return beyond > 0 ? beyond / Math.max(1, c.usualQuiet[slot]) / LN10 : 0;
  }
  const kept = Math.exp(-quiet * QUIET_GAIN);
  const gain = Math.max(1 - kept, Math.min(1, quiet / (c.seen[slot] + 1)));
  c.usualQuiet[slot] += gain * (quiet - c.usualQuiet[slot]);
  c.longestQuiet[slot] = Math.max(quiet, c.longestQuiet[slot] * kept);
  c.quiet[slot] = 0;
  if (c.changes[slot] < CHANGES_NEEDED) c.changes[slot]++;
  return 0;
}
