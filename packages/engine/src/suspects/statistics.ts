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

/**
 * The same for rates: two Poisson counts with different exposures against one common rate; positive when it rose.
 */
export function rateDeviate(
  before: number,
  exposureBefore: number,
  now: number,
  exposureNow: number,
): number {
  const all = before + now;
  if (all === 0 || exposureBefore <= 0 || exposureNow <= 0) return 0;
  const expectedNow = (all * exposureNow) / (exposureBefore + exposureNow);
  const deviance = 2 * (part(before, all - expectedNow) + part(now, expectedNow));
  return Math.sign(now - expectedNow) * Math.sqrt(Math.max(0, deviance));
}

function part(count: number, expected: number): number {
  return count > 0 ? count * Math.log(count / expected) : 0;
}
