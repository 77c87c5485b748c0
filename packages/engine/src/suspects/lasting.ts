import { PHASES } from './phases.ts';
import { ascending, quantile } from './statistics.ts';

/** Readings before and in the trouble, and in each of its quarters; each ascending. */
export interface Move {
  past: Float64Array;
  now: Float64Array;
  quarters: readonly Float64Array[];
}

/** Of fewer readings in a quarter it is not known whether it lasts. */
const FEWEST_A_QUARTER = 2;
/** What counts of a move that is over within a quarter of the trouble. */
const BURST = 0.4;

/**
 * How much of a move lasts, BURST to 1: a job that runs for a minute, or a collection of garbage, is a move as well, but what
 * went wrong and was told stays wrong for longer. From the start, a quarter or a half on, the lower middle of the quarters.
 */
export function lastingShare({ past, now, quarters }: Move, way: 1 | -1): number {
  if (quarters.some(({ length }) => length < FEWEST_A_QUARTER)) return 1;
  const [border, q] = way > 0 ? [quantile(past, 0.9), 0.9] : [quantile(past, 0.1), 0.1];
  const whole = way * (quantile(now, q) - border);
  if (!(whole > 0)) return 1;
  const moves = quarters.map((values) => way * (quantile(values, q) - border));
  let most = 0;
  for (let phase = 0; phase < PHASES - 1; phase++) {
    const since = ascending(moves.slice(phase));
    most = Math.max(most, since[Math.floor((since.length - 1) / 2)]);
  }
  return BURST + (1 - BURST) * Math.min(1, most / whole);
}
