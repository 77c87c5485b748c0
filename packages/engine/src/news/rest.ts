/** Decibans: beyond a record by less than a fourteenth is ordinary luck. */
const LEAST = 0.3;
/** Readings in which nothing at all is said after something was. */
const HOLD_READINGS = 24;
/** Readings after which anything may be said again; before, only what is louder than all since. */
const REST_READINGS = 100;

/** Elements of state: the loudest thing since something was said (0: nothing is resting), and readings since. */
export const REST_FLOATS = 2;

/** `decibans` where that is to be told; 0 where it is part of what was told, or too little. */
export function rested(state: Float32Array, at: number, decibans: number): number {
  if (state[at] > 0 && ++state[at + 1] > REST_READINGS) state[at] = state[at + 1] = 0;
  if (!(decibans > LEAST && decibans > state[at])) return 0;
  const holds = state[at] > 0 && state[at + 1] <= HOLD_READINGS;
  state[at] = decibans;
  if (holds) return 0;
  state[at + 1] = 0;
  return decibans;
}
