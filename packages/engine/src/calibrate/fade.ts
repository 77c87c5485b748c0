import { P_LEAST, TAIL_FLOATS, tailProbability, tailPush, tailQuantile } from './tail.ts';

/** What is left of a surprise after one reading: an anomaly is remembered for some twenty readings. */
const FADE = 0.95;
/** Time constant of the past that faded surprises are ranked in, in readings. */
const MEMORY_READINGS = 60_000;
const GROWTH = 1 + 1 / MEMORY_READINGS;
/** Readings before the first p-value below 1. */
const LEAST_SEEN = 40;
/** Readings that each further decade of rarity takes while the past is short: LOW after an hour of minutes, no storm before. */
const READINGS_PER_DECADE = 20;
/** The tail is read off the body between these shares, where real incidents (rare) can't have bent it. */
const BODY_LOW = 0.9;
const BODY_HIGH = 0.98;
const BODY_DECAY = Math.log((1 - BODY_LOW) / (1 - BODY_HIGH));
/** The far tail falls off this much faster than the body: bodies hold daily ripples that tails do not. */
const STEEPNESS = 0.7;
/** Decades: a body flatter than this is too quiet to be extrapolated. */
const SCALE_LEAST = 0.05;

/** State of one faded surprise, all zero when nothing was seen: [faded surprise, tail]. */
export const FADE_FLOATS = 1 + TAIL_FLOATS;

/**
 * Lets a surprise (decades) fade and says how often one at least as large has come by chance: after the fade, since
 * neighbouring faded surprises depend on each other and would not be as rare as they say. Up to the 98th percentile
 * the past itself answers; beyond it an exponential tail with the scale of the body.
 */
export function fadedProbability(state: Float32Array, at: number, surprise: number): number {
  const faded = Math.max(surprise, state[at] * FADE);
  const tail = at + 1;
  let p = 1;
  if (state[tail + 3] >= LEAST_SEEN) {
    const low = tailQuantile(state, tail, BODY_LOW);
    const high = tailQuantile(state, tail, BODY_HIGH);
    if (faded <= high) p = Math.max(1 - BODY_HIGH, tailProbability(state, tail, faded));
    else {
      const scale = Math.max((STEEPNESS * (high - low)) / BODY_DECAY, SCALE_LEAST);
      p = Math.max(P_LEAST, (1 - BODY_HIGH) * Math.exp(-(faded - high) / scale));
    }
    p = Math.max(p, 10 ** (-state[tail + 3] / READINGS_PER_DECADE));
  }
  state[at] = faded;
  tailPush(state, tail, faded, GROWTH);
  return p;
}
