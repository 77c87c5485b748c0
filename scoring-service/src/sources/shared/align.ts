/**
 * Readings put on the detector's grid: each interval that has any gets one reading at its start, the mean of those in
 * it. Missing ones (NaN) are left out. The order of what came in the same interval makes no difference.
 */
export function alignToGrid(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  stepMs: number,
): { times: Float64Array; values: Float64Array } {
  // Most senders send one reading an interval, at its start.
  if (isAligned(times, values, stepMs)) {
    return { times: Float64Array.from(times), values: Float64Array.from(values) };
  }
  const sums = new Map<number, { sum: number; count: number }>();
  for (let i = 0; i < times.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    const start = Math.floor(times[i] / stepMs) * stepMs;
    const cell = sums.get(start);
    if (cell === undefined) sums.set(start, { sum: values[i], count: 1 });
    else {
      cell.sum += values[i];
      cell.count++;
    }
  }
  const starts = Float64Array.from(sums.keys()).sort();
  const means = Float64Array.from(starts, (start) => {
    const cell = sums.get(start);
    return cell === undefined ? NaN : cell.sum / cell.count;
  });
  return { times: starts, values: means };
}

function isAligned(times: ArrayLike<number>, values: ArrayLike<number>, stepMs: number): boolean {
  for (let i = 0; i < times.length; i++) {
    const rises = i === 0 || times[i] > times[i - 1];
    if (!rises || times[i] % stepMs !== 0 || !Number.isFinite(values[i])) return false;
  }
  return true;
}
