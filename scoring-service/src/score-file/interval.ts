/** Rows whose distances tell a file's interval. None of them is scored yet (p-value 1), so scores stay causal. */
export const ROWS_FOR_INTERVAL = 20;

/** What a file of a single row is taken for. */
const DEFAULT_SECONDS = 60;
const SHORTEST_SECONDS = 0.001;

/** Seconds between rows: the median distance of the first times (epoch ms) that differ. */
export function intervalSeconds(timesMs: readonly number[]): number {
  const distances = timesMs
    .slice(1)
    .map((time, i) => time - timesMs[i])
    .filter((distance) => distance > 0)
    .sort((a, b) => a - b);
  if (distances.length === 0) return DEFAULT_SECONDS;
  return Math.max(SHORTEST_SECONDS, distances[distances.length >> 1] / 1000);
}
