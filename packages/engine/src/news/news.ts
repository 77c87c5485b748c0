/** Readings after which something loud may be said again. */
const REST_READINGS = 100;
/** Elements of state a slot: the loudest thing said (decibans; 0 when nothing was), and readings since. */
export const NEWS_FLOATS = 2;

/**
 * The part of a reading's surprise (decibans, not capped) that earlier readings have not said: all of it when it is
 * louder than anything said within the last hundred readings, nothing when it is not. So a change is told at once, again
 * when it gets worse, and otherwise not again: a fault that lasts is one piece of news.
 */
export function newsOf(state: Float32Array, at: number, decibans: number): number {
  const rested = ++state[at + 1] > REST_READINGS;
  if (!rested && decibans <= state[at]) return 0;
  if (!(decibans > 0)) return 0;
  state[at] = decibans;
  state[at + 1] = 0;
  return decibans;
}
