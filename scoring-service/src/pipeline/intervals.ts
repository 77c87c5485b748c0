import type { Labels } from '@lapwing/contract';
import type { PulledChunk } from '../sources/source.ts';
import { spell } from './slots.ts';

/**
 * A chunk turned from series into intervals: readings `starts[k]` to `starts[k + 1]` are those of interval k, each with
 * the index of its series. Series stand in the order of their labels' spelling, so that the order of a chunk's series
 * and the places where chunks are cut never show in the scores.
 */
export interface Intervals {
  from: number;
  count: number;
  spellings: string[];
  starts: Uint32Array;
  series: Uint32Array;
  values: Float64Array;
  /** Series left out because another one has the very same labels. */
  repeatedLabels: number;
}

/** `added` labels are put on every signal. A reading off the grid belongs to the interval it lies in; the last one wins. */
export function toIntervals(chunk: PulledChunk, intervalMs: number, added: Labels): Intervals {
  const { from, to } = chunk.range;
  const count = Math.max(0, Math.round((to - from) / intervalMs));
  const spelt = chunk.series
    .map((series) => ({ series, spelling: spell({ ...series.labels, ...added }) }))
    .sort((a, b) => (a.spelling < b.spelling ? -1 : a.spelling > b.spelling ? 1 : 0));
  const kept = spelt.filter((entry, i) => i === 0 || entry.spelling !== spelt[i - 1].spelling);

  const indexOf = (times: Float64Array, values: Float64Array, i: number): number => {
    const k = Math.floor((times[i] - from) / intervalMs);
    const replaced = i + 1 < times.length && Math.floor((times[i + 1] - from) / intervalMs) === k;
    return replaced || k < 0 || k >= count || !Number.isFinite(values[i]) ? -1 : k;
  };
  const starts = new Uint32Array(count + 1);
  for (const { series } of kept) {
    for (let i = 0; i < series.times.length; i++) {
      const k = indexOf(series.times, series.values, i);
      if (k >= 0) starts[k + 1]++;
    }
  }
  for (let k = 0; k < count; k++) starts[k + 1] += starts[k];
  const next = starts.slice(0, count);
  const seriesOf = new Uint32Array(starts[count]);
  const values = new Float64Array(starts[count]);
  for (const [index, { series }] of kept.entries()) {
    for (let i = 0; i < series.times.length; i++) {
      const k = indexOf(series.times, series.values, i);
      if (k < 0) continue;
      seriesOf[next[k]] = index;
      values[next[k]++] = series.values[i];
    }
  }
  return {
    from,
    count,
    spellings: kept.map((entry) => entry.spelling),
    starts,
    series: seriesOf,
    values,
    repeatedLabels: spelt.length - kept.length,
  };
}
