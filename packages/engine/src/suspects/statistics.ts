/** Quantile `q` (0 to 1) of ascending values, between neighbours by straight line. NaN of nothing. */
export function quantile(ascending: ArrayLike<number>, q: number): number {
  const n = ascending.length;
  if (n === 0) return NaN;
  const at = q * (n - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, n - 1);
  return ascending[low] + (at - low) * (ascending[high] - ascending[low]);
}

/** The values in ascending order, as a new array. */
export function ascending(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/** Arithmetic mean; NaN of nothing. */
export function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** How many of ascending values lie above a border. */
export function countAbove(sorted: Float64Array, border: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] > border) high = middle;
    else low = middle + 1;
  }
  return sorted.length - low;
}

/**
 * Signed deviate of a change of share, `before` of `ofBefore` against `now` of `ofNow`: the root of the likelihood ratio
 * against one common share ("signed root deviance" of two binomials); positive when the share rose.
 */
export function shareDeviate(before: number, ofBefore: number, now: number, ofNow: number): number {
  if (ofBefore <= 0 || ofNow <= 0) return 0;
  const share = (before + now) / (ofBefore + ofNow);
  const deviance =
    2 *
    (part(before, share * ofBefore) +
      part(ofBefore - before, (1 - share) * ofBefore) +
      part(now, share * ofNow) +
      part(ofNow - now, (1 - share) * ofNow));
  return Math.sign(now / ofNow - before / ofBefore) * Math.sqrt(Math.max(0, deviance));
}

function part(count: number, expected: number): number {
  return count > 0 ? count * Math.log(count / expected) : 0;
}

/** Trials in the tail: this share of them, but no fewer than FEWEST_IN_TAIL. */
const TAIL_SHARE = 0.05;
const FEWEST_IN_TAIL = 4;
/** Weights of tails that are believed: 1 is Cauchy's; 4 is light already for readings of real systems. */
const HEAVIEST_TAIL = 0.5;
const LIGHTEST_TAIL = 4;
/** So many trials that strayed as far as Student's distribution with few degrees of freedom does are taken for granted. */
const GRANTED = 20;
const GRANTED_BORDER = 2;
const GRANTED_INDEX = 3;

/**
 * The normal deviate that is as rare as a distance of `value` is, seen against distances that came when nothing was
 * wrong (ascending): by rank inside them, in the tail by Pareto's law with Hill's index (Hill 1975). Few trials are
 * mixed with a prior.
 */
export function tailDeviate(value: number, trials: Float64Array): number {
  if (!(value > 0)) return 0;
  const n = trials.length;
  const inTail = Math.min(n - 1, Math.max(FEWEST_IN_TAIL, Math.round(n * TAIL_SHARE)));
  const own = n / (n + GRANTED);
  const seen = inTail > 0 ? trials[n - 1 - inTail] : 0;
  const border = Math.max(0.5, own * seen + (1 - own) * GRANTED_BORDER);
  const share = own * (n > 0 ? (inTail + 1) / n : 0) + (1 - own) * TAIL_SHARE;
  if (value <= border) return deviateOf(-Math.log(share) * (value / border) ** 2);
  const index = own * hillIndex(trials, inTail) + (1 - own) * GRANTED_INDEX;
  return deviateOf(-Math.log(share) + index * Math.log(value / border));
}

/** −ln p as a deviate with about that upper tail. */
function deviateOf(surprise: number): number {
  return Math.sqrt(2 * surprise);
}

function hillIndex(trials: Float64Array, inTail: number): number {
  const n = trials.length;
  const border = inTail > 0 ? trials[n - 1 - inTail] : 0;
  if (!(border > 0)) return GRANTED_INDEX;
  let sum = 0;
  for (let i = n - inTail; i < n; i++) sum += Math.log(trials[i] / border);
  return Math.min(LIGHTEST_TAIL, Math.max(HEAVIEST_TAIL, inTail / Math.max(sum, 1e-9)));
}
