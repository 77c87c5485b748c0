/**
 * The `q`-quantile (0 to 1) of numbers that are sorted already, between neighbours in proportion: type 7 of Hyndman
 * and Fan (1996), as numpy and PromQL's `quantile_over_time` have it. NaN when there are no numbers.
 */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}
