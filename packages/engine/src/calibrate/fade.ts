import { P_LEAST, TAIL_FLOATS, tailProbability, tailPush, tailQuantile } from './tail.ts';

/** What is left of a surprise after one reading: an anomaly is remembered for some twenty readings. */
const FADE = 0.95;
/** Gain of the running mean of surprises, which counts as much as the newest one: faults last, noise does not. */
const MEAN_GAIN = 0.2;
/** Decades. Memory alone is never rarer than LOW: the rows after a fault are ordinary rows again. */
const MEMORY_DECADES = 3;
/** Decades. One reading counts as at most this much in the running mean, HIGH: it is not to outlast itself. */
const MEAN_DECADES = 5;
/** Time constant of the past that faded surprises are ranked in, in readings. */
const MEMORY_READINGS = 60_000;
const GROWTH = 1 + 1 / MEMORY_READINGS;
/**
 * What is MEDIUM counts for half in the past that it is ranked in: by chance it is too seldom to be missed there, and of a
 * fault it would make the next one ordinary. Left out altogether, rows after a first fault stay LOW for an hour.
 */
const STRANGE_P = 1e-4;
const STRANGE_SHARE = 0.5;
/** Of so many readings so many at most (a leaky count), so that what lasts becomes the new normal all the same. */
const [STRANGE_MOST, STRANGE_OF] = [40, 2_000];
/** Readings before the first p-value below 1. */
const LEAST_SEEN = 40;
/** Readings that each further decade of rarity takes while the past is short: LOW after an hour of minutes, no storm before. */
const READINGS_PER_DECADE = 20;
/** Up to here the past itself answers; incidents are too rare to have bent it. */
const BODY_SHARE = 0.95;
/** The tail is as wide as the body between these shares, and a little as its shoulder, where incidents begin. */
const [LOW, MIDDLE, HIGH] = [0.5, 0.9, 0.98];
const BODY_DECADES = Math.log10((1 - LOW) / (1 - MIDDLE));
const SHOULDER_DECADES = Math.log10((1 - MIDDLE) / (1 - HIGH));
/** The shoulder of ordinary surprises is narrower than their body by this much. */
const SHOULDER_WIDTH = 0.8;
const SHOULDER_WEIGHT = 0.3;
/**
 * Beyond the body, decades of rarity grow as BEND · z^POWER, z in widths of a decade of the body: means of ordinary
 * surprises fall off ever faster. Fitted to made-up signals of every shape; those of real services follow it too.
 */
const BEND = 1.8;
const POWER = 1.2;
/**
 * What a new signal borrows: surprises are ranks, so the body of their faded means is nearly the same on all signals,
 * made up or real (an edge of .85 to 1.05, widths of .42 to .57; rows of several signals lie a little higher). It counts
 * for half after so many readings, and soon for nothing; it only ever makes a signal less sure.
 */
const [COMMON_EDGE, COMMON_WIDTH] = [1.25, 0.5];
const COMMON_READINGS = 300;
/** A decade is at least this wide: a body flatter than that is too quiet to be extrapolated. */
const WIDTH_LEAST = 0.15;

/**
 * State of one faded surprise, all zero when nothing was seen: [faded surprise, running mean, most it takes, strange
 * readings of late, tail].
 */
const HEAD = 4;
export const FADE_FLOATS = HEAD + TAIL_FLOATS;

/**
 * Lets a surprise (decades) fade and says how often one at least as large has come by chance: after the fade, since
 * neighbouring faded surprises depend on each other and would not be as rare as they say. Up to the 95th percentile
 * the past itself answers; beyond it a tail as wide as the body says, not as the past's own largest values do: those hold incidents, and a detector that learns its incidents as ordinary finds them no more.
 */
export function fadedProbability(state: Float32Array, at: number, surprise: number): number {
  const tail = at + HEAD;
  const seen = state[tail + 3];
  const most = state[at + 2];
  const counted = most > 0 && surprise > most ? most : surprise;
  state[at + 1] += Math.max(MEAN_GAIN, 1 / (seen + 1)) * (counted - state[at + 1]);
  const faded = Math.max((surprise + state[at + 1]) / 2, state[at] * FADE);
  let p = 1;
  let strange = false;
  state[at] = faded;
  if (seen >= LEAST_SEEN) {
    const borrowed = COMMON_READINGS ** 2 / (COMMON_READINGS ** 2 + seen ** 2);
    const edge = widened(tailQuantile(state, tail, BODY_SHARE), COMMON_EDGE, borrowed);
    const width = widened(widthOf(state, tail), COMMON_WIDTH, borrowed);
    if (faded <= edge) p = Math.max(1 - BODY_SHARE, tailProbability(state, tail, faded));
    else p = Math.max(P_LEAST, (1 - BODY_SHARE) * 10 ** (-BEND * ((faded - edge) / width) ** POWER));
    p = Math.max(p, 10 ** (-seen / READINGS_PER_DECADE));
    // Beyond a body without any width everything is strange: there is nothing yet to spare.
    strange = p < STRANGE_P && width > WIDTH_LEAST;
    state[at] = Math.min(faded, surpriseAt(MEMORY_DECADES, edge, width));
    state[at + 2] = surpriseAt(MEAN_DECADES, edge, width);
  }
  state[at + 3] *= 1 - 1 / STRANGE_OF;
  const spared = strange && state[at + 3] < STRANGE_MOST;
  if (spared) state[at + 3] += 1;
  tailPush(state, tail, faded, GROWTH, spared ? STRANGE_SHARE : 1);
  return p;
}

/** A measure of a signal's own with a share of what is common, where that is the larger. */
function widened(own: number, common: number, share: number): number {
  return common > own ? own + share * (common - own) : own;
}

/** By how much a faded surprise grows in the body while it becomes ten times as rare. */
function widthOf(state: Float32Array, tail: number): number {
  const middle = tailQuantile(state, tail, MIDDLE);
  const body = (middle - tailQuantile(state, tail, LOW)) / BODY_DECADES;
  const shoulder = (tailQuantile(state, tail, HIGH) - middle) / SHOULDER_DECADES / SHOULDER_WIDTH;
  // Incidents only ever widen the shoulder: where it is the narrower, it is believed.
  return Math.max(WIDTH_LEAST, shoulder < body ? shoulder : body + SHOULDER_WEIGHT * (shoulder - body));
}

/** The faded surprise that is so many decades rare. */
function surpriseAt(decades: number, edge: number, width: number): number {
  return edge + width * ((decades + Math.log10(1 - BODY_SHARE)) / BEND) ** (1 / POWER);
}
