/** Upper bounds of a histogram's buckets, ms, where quantiles come from one. */
const BUCKETS = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000];

/** As it is; sorts what it is given. */
export function quantile(some: number[], q: number): number {
  return some.sort((a, b) => a - b)[Math.floor(q * (some.length - 1))];
}

/** As `histogram_quantile` tells it. */
export function bucketed(some: readonly number[], q: number): number {
  const counts = BUCKETS.map(() => 0);
  for (const ms of some) {
    const k = BUCKETS.findIndex((bound) => ms <= bound);
    counts[k < 0 ? BUCKETS.length - 1 : k]++;
  }
  let before = 0;
  const wanted = q * some.length;
  for (let k = 0; k < counts.length; k++) {
    if (before + counts[k] >= wanted) {
      const low = k === 0 ? 0 : BUCKETS[k - 1];
      return low + ((BUCKETS[k] - low) * (wanted - before)) / Math.max(1, counts[k]);
    }
    before += counts[k];
  }
  return BUCKETS[BUCKETS.length - 1];
}
