import { runsOf, type Run } from './ranges.ts';

const THRESHOLDS = 250;

/**
 * VUS-PR: the area under the range-based precision-recall curve, averaged over tolerance windows 0 … `maxWindow`
 * rows (Paparrizos et al., "Volume Under the Surface", VLDB 2022, §4; the figures of TSB-AD's `RangeAUC_volume_opt`).
 *
 * `labels` (0 or 1) and `scores` (higher is more anomalous) have a row each. Here each window costs only the rows
 * near an anomaly: a row's contribution is put in the bin of the first threshold that predicts it.
 */
export function vusPr(labels: ArrayLike<number>, scores: ArrayLike<number>, maxWindow: number): number {
  const n = labels.length;
  const runs = runsOf(labels);
  if (runs.length === 0) return NaN;
  const positives = runs.reduce((sum, run) => sum + run.last - run.first + 1, 0);
  const { first, predicted } = thresholds(scores);
  const area = merge(runs, maxWindow, n);
  let sum = 0;
  for (let window = 0; window <= maxWindow; window++) {
    const weight = soften(labels, runs, window);
    const gained = new Float64Array(THRESHOLDS);
    const inside = new Float64Array(THRESHOLDS);
    for (const { first: a, last: b } of area) {
      for (let i = a; i <= b; i++) {
        if (weight[i] === 0) continue;
        gained[first[i]] += weight[i];
        if (!labels[i]) inside[first[i]] += weight[i];
      }
    }
    const seen = new Float64Array(THRESHOLDS);
    const segments = merge(runs, window, n);
    for (const { first: a, last: b } of segments) {
      let earliest = THRESHOLDS;
      for (let i = a; i <= b; i++) earliest = Math.min(earliest, first[i]);
      if (earliest < THRESHOLDS) seen[earliest]++;
    }
    let [tp, extra, existence, recallBefore, area1] = [0, 0, 0, 0, 0];
    for (let k = 0; k < THRESHOLDS; k++) {
      tp += gained[k];
      extra += inside[k];
      existence += seen[k];
      const real = (positives + positives + extra) / 2;
      const recall = Math.min(tp / real, 1) * (existence / segments.length);
      area1 += (recall - recallBefore) * (tp / predicted[k]);
      recallBefore = recall;
    }
    sum += area1;
  }
  return sum / (maxWindow + 1);
}

/** Thresholds at even ranks of the scores: for each row the first (highest) that predicts it, for each how many rows. */
function thresholds(scores: ArrayLike<number>): { first: Uint16Array; predicted: Float64Array } {
  const n = scores.length;
  const sorted = Float64Array.from(scores).sort().reverse();
  const at = Array.from(
    { length: THRESHOLDS },
    (_, k) => sorted[Math.trunc((k * (n - 1)) / (THRESHOLDS - 1))],
  );
  const first = new Uint16Array(n);
  const predicted = new Float64Array(THRESHOLDS);
  for (let i = 0; i < n; i++) {
    let [low, high] = [0, THRESHOLDS];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (scores[i] >= at[middle]) high = middle;
      else low = middle + 1;
    }
    first[i] = low;
    if (low < THRESHOLDS) predicted[low]++;
  }
  for (let k = 1; k < THRESHOLDS; k++) predicted[k] += predicted[k - 1];
  return { first, predicted };
}

/** Labels that fall off on both sides of each run over half a window. */
function soften(labels: ArrayLike<number>, runs: Run[], window: number): Float64Array {
  const soft = Float64Array.from(labels);
  const half = Math.floor(window / 2);
  for (const { first, last } of runs) {
    for (let i = last + 1; i < Math.min(last + half + 1, soft.length); i++)
      soft[i] += Math.sqrt(1 - (i - last) / window);
    for (let i = Math.max(first - half, 0); i < first; i++) soft[i] += Math.sqrt(1 - (first - i) / window);
  }
  return soft.map((x) => Math.min(1, x));
}

/** Runs widened by half a window, those that meet made one. */
function merge(runs: Run[], window: number, n: number): Run[] {
  const half = Math.floor(window / 2);
  const merged: Run[] = [];
  let from = Math.max(runs[0].first - half, 0);
  for (let i = 0; i < runs.length - 1; i++) {
    if (runs[i].last + half < runs[i + 1].first - half) {
      merged.push({ first: from, last: runs[i].last + half });
      from = runs[i + 1].first - half;
    }
  }
  merged.push({ first: from, last: Math.min(runs[runs.length - 1].last + half, n - 1) });
  return merged;
}

const LAGS_MOST = 400;
const LAG_LEAST = 3;
const ROWS_MOST = 20_000;
const PERIOD_DEFAULT = 125;

/** The tolerance window TSB-AD takes for a series: the lag of the highest local maximum of its autocorrelation. */
export function periodOf(values: ArrayLike<number>): number {
  const x = Float64Array.from(values).subarray(0, ROWS_MOST);
  const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
  const c = x.map((v) => v - mean);
  const variance = c.reduce((sum, v) => sum + v * v, 0);
  const lags = Math.min(LAGS_MOST, x.length - 1);
  const acf: number[] = [];
  for (let lag = LAG_LEAST; lag <= lags; lag++) {
    let sum = 0;
    for (let i = lag; i < c.length; i++) sum += c[i] * c[i - lag];
    acf.push(sum / variance);
  }
  let best = -1;
  for (let i = 1; i < acf.length - 1; i++) {
    if (acf[i] > acf[i - 1] && acf[i] > acf[i + 1] && (best < 0 || acf[i] > acf[best])) best = i;
  }
  return best < LAG_LEAST || best > 300 ? PERIOD_DEFAULT : best + LAG_LEAST;
}
