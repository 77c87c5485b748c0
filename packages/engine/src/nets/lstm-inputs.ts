import type { Readings } from '../traits/readings.ts';
import { LSTM_INPUTS } from './lstm-net.ts';
import { stray } from './stray.ts';

/** True where row `i` has a reading and something was expected of it: nothing else is input or target. */
export function isTold(readings: Readings, i: number): boolean {
  return readings.centre[i] === readings.centre[i] && readings.value[i] === readings.value[i];
}

/** The squashed deviation that a forecast is about. */
export function targetOf(readings: Readings, i: number): number {
  const { value, centre, usual } = readings;
  return stray(value[i] - centre[i], usual[i], value[i]);
}

/** Row `i` as the net reads it: from what was expected, from the reading before, from the slow level. */
export function lstmInputs(readings: Readings, i: number, x: Float64Array, at = 0): void {
  const { value, centre, usual, previous, level } = readings;
  x[at] = stray(value[i] - centre[i], usual[i], value[i]);
  x[at + 1] = stray(value[i] - previous[i], usual[i], value[i]);
  x[at + 2] = stray(value[i] - level[i], usual[i], value[i]);
  // Halves: most inputs lie within one.
  for (let k = 0; k < LSTM_INPUTS; k++) x[at + k] *= 0.5;
}
