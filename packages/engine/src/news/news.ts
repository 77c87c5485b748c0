/** Share of what was said that is still held after one reading. */
const HELD = 0.999;
/** Elements of state a slot: what has been said already, in decibans. */
export const NEWS_FLOATS = 1;

/**
 * The part of a surprise (decibans, not capped) that earlier readings have not said: the excess over the loudest thing
 * said before, which is forgotten slowly. A long anomaly is news once, and again when it gets worse.
 */
export function newsOf(state: Float32Array, at: number, decibans: number): number {
  const said = state[at] * HELD;
  state[at] = Math.max(said, decibans);
  return Math.max(0, decibans - said);
}
