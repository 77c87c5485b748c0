/**
 * What a magnitude was in its past, as a histogram of fixed size that forgets, and from it the chance of one at least
 * as large. Bins are a quarter octave wide at most (a sketch of relative accuracy, as in Masson, Rim, Lee: DDSketch,
 * VLDB 2019, §2, with bins read off the bits of a float, so that no logarithm is taken and every machine agrees);
 * above the 98th percentile a generalised Pareto tail carries on (peaks over threshold: Siffer et al., KDD 2017, §3).
 *
 * State of one tail, `TAIL_FLOATS` elements from `at` in a Float32Array, all zero when nothing was seen:
 * [bins' offset + 1, weight of the next reading, total weight, readings seen, TAIL_BINS bins].
 */
export const TAIL_BINS = 44;
const HEAD = 4;
export const TAIL_FLOATS = HEAD + TAIL_BINS;

/** Fewer readings than this say nothing of a tail. */
const LEAST_SEEN = 20;
/** Share of the past beyond the threshold from which the Pareto tail starts. */
const TAIL_SHARE = 0.02;
/** Readings that an empirical tail needs; fewer, and the Pareto tail speaks. */
const TAIL_COUNT = 5;
/** Shape of the Pareto tail: a little heavier than exponential, as residuals of real services are. */
const SHAPE = 0.1;
/** The tail's scale is read between the quantiles that hold this many times fewer and more readings than the tail. */
const ABOVE = 2;
const BELOW = 4;
const SPACING = Math.log(ABOVE * BELOW);
/** A scale thinner than this share of the threshold is taken for chance: few readings lie beyond it. */
const THINNEST = 0.1;
/** The smallest p-value told; below it doubles lose their precision. */
export const P_LEAST = 1e-300;
/** Bins kept free above the largest magnitude when the histogram is laid anew. */
const HEADROOM_BINS = 12;
/** Larger magnitudes count as this one: the edges of its bin are still within single precision. */
const MAGNITUDE_MOST = 1e38;
const BINS_AN_OCTAVE = 4;
/** A weight beyond which bins are scaled down, long before a float loses its precision. */
const WEIGHT_MOST = 1e6;

const one = new Float32Array(1);
const bits = new Uint32Array(one.buffer);

/** The bin on the absolute scale: exponent and the two highest bits of the mantissa. */
function codeOf(x: number): number {
  one[0] = x < MAGNITUDE_MOST ? x : MAGNITUDE_MOST;
  return bits[0] >>> 21;
}

/** The last bin of a histogram holds magnitudes that count at most. */
const OFFSET_MOST = codeOf(MAGNITUDE_MOST) - (TAIL_BINS - 1);

/** The lower edge of a bin on the absolute scale. */
function edgeOf(code: number): number {
  bits[0] = code << 21;
  return one[0];
}

/** The chance of a magnitude of at least `x` (not negative), from what was pushed before; 1 while too little was. */
export function tailProbability(state: Float32Array, at: number, x: number): number {
  const weight = state[at + 1];
  if (state[at + 3] < LEAST_SEEN) return 1;
  const total = state[at + 2];
  const count = total / weight;
  const offset = state[at] - 1;
  const bins = at + HEAD;
  const code = codeOf(x);
  const bin = code - offset;
  let above = 0;
  if (bin < TAIL_BINS) {
    const from = bin < 0 ? 0 : bin;
    for (let j = TAIL_BINS - 1; j > from; j--) above += state[bins + j];
    if (bin < 0) above = total;
    else {
      const low = edgeOf(code);
      const high = edgeOf(code + 1);
      above += state[bins + bin] * (1 - (x - low) / (high - low));
    }
    above /= weight;
  }
  const needed = TAIL_SHARE * count > TAIL_COUNT ? TAIL_SHARE * count : TAIL_COUNT;
  // Sums of bins may exceed the total by a rounding.
  if (above >= needed) return above < count ? (above + 1) / (count + 1) : 1;
  return paretoTail(state, bins, offset, weight, count, needed, x);
}

function paretoTail(
  state: Float32Array,
  bins: number,
  offset: number,
  weight: number,
  count: number,
  needed: number,
  x: number,
): number {
  // The spacing of two quantiles round the threshold, not the mean excess over it: incidents of the past are among the
  // few largest values, and would make the next one ordinary.
  const threshold = magnitudeBelow(state, bins, offset, needed * weight);
  const high = magnitudeBelow(state, bins, offset, (needed / ABOVE) * weight);
  const low = magnitudeBelow(state, bins, offset, needed * BELOW * weight);
  const scale = Math.max((high - low) / SPACING, THINNEST * threshold, 1e-30);
  const z = (x - threshold) / scale;
  const share = (needed + 1) / (count + 1);
  const p = z > 0 ? share * Math.pow(1 + SHAPE * z, -1 / SHAPE) : share;
  return p > P_LEAST ? p : P_LEAST;
}

/**
 * Adds `x` (not negative) to the past. `growth` is one over the share that the past keeps at each push: 1.000125 makes
 * it fade with a time constant of 8,000 readings. `share` (0 to 1) is how much of a reading it counts as.
 */
export function tailPush(state: Float32Array, at: number, x: number, growth: number, share = 1): void {
  const bins = at + HEAD;
  if (state[at + 3] === 0) {
    state[at] = Math.max(0, codeOf(x) - (TAIL_BINS - HEADROOM_BINS)) + 1;
    state[at + 1] = 1;
  }
  const code = codeOf(x);
  let bin = code - (state[at] - 1);
  if (bin >= TAIL_BINS) {
    const shift = bin - (TAIL_BINS - 1);
    shiftDown(state, bins, shift);
    state[at] += shift;
    bin = TAIL_BINS - 1;
  }
  const weight = state[at + 1];
  state[bins + (bin < 0 ? 0 : bin)] += share * weight;
  state[at + 2] += share * weight;
  state[at + 3] += 1;
  const next = weight * growth;
  if (next < WEIGHT_MOST) state[at + 1] = next;
  else {
    for (let j = 0; j < TAIL_BINS; j++) state[bins + j] /= next;
    state[at + 2] /= next;
    state[at + 1] = 1;
  }
}

/** Makes room above: everything moves down, what falls off the lower end stays in the lowest bin. */
function shiftDown(state: Float32Array, bins: number, shift: number): void {
  let low = 0;
  for (let j = 0; j <= Math.min(shift, TAIL_BINS - 1); j++) low += state[bins + j];
  for (let j = 1; j < TAIL_BINS; j++) state[bins + j] = j + shift < TAIL_BINS ? state[bins + j + shift] : 0;
  state[bins] = low;
}

/** The magnitude that a share `q` of the past lies below; NaN while too little was seen. */
export function tailQuantile(state: Float32Array, at: number, q: number): number {
  if (state[at + 3] < LEAST_SEEN) return NaN;
  return magnitudeBelow(state, at + HEAD, state[at] - 1, (1 - q) * state[at + 2]);
}

/** The magnitude below which all but a weight of `left` lies. */
function magnitudeBelow(state: Float32Array, bins: number, offset: number, left: number): number {
  for (let j = TAIL_BINS - 1; j >= 0; j--) {
    const here = state[bins + j];
    if (here >= left && here > 0) {
      const low = edgeOf(offset + j);
      const high = edgeOf(offset + j + 1);
      return high - ((high - low) * left) / here;
    }
    left -= here;
  }
  return 0;
}

/** Takes every magnitude of the past times `factor` (above 0; else nothing is done), to the nearest bin. */
export function tailScale(state: Float32Array, at: number, factor: number): void {
  if (state[at + 3] === 0 || !(factor > 0)) return;
  const offset = state[at] - 1 + Math.round(BINS_AN_OCTAVE * Math.log2(factor));
  state[at] = Math.min(Math.max(offset, 0), OFFSET_MOST) + 1;
}
