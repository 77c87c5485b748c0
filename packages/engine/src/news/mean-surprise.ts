import { TRAIT_COUNT } from '../traits/layout.ts';

/** Mean over the traits of a row, in decades: what news goes by, whichever models a bank has. */
export function meanSurprise(surprise: Float64Array, row: number): number {
  let sum = 0;
  for (let k = row * TRAIT_COUNT; k < (row + 1) * TRAIT_COUNT; k++) sum += surprise[k];
  return sum / TRAIT_COUNT;
}
