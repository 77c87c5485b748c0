import { durationSeconds, type CsvQuery, type Detector, type DetectorCheck } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import { alignToGrid } from '../shared/align.ts';
import type { PulledChunk, SeriesChunk, Source, TimeRange } from '../source.ts';
import { findFiles, loadFiles, type FileSeries } from './load-files.ts';
import type { CsvSettings } from './settings.ts';

/** Intervals times signals of one chunk, at most: a chunk is one piece of work. */
const CELLS_A_CHUNK = 25_000;
const SAMPLE = 20;

/** CSV files as a source. They are held in memory, and read again when one of them changes. */
export function createCsvSource(name: string, settings: CsvSettings): Source {
  let held: { version: string; series: FileSeries[] } | undefined;
  const aligned = new WeakMap<FileSeries, Map<number, SeriesChunk>>();

  async function load(signal: AbortSignal): Promise<FileSeries[]> {
    const files = await findFiles(name, settings);
    const version = JSON.stringify(files);
    if (held?.version !== version) held = { version, series: await loadFiles(files, settings, signal) };
    return held.series;
  }

  async function matching(detector: Detector, signal: AbortSignal): Promise<SeriesChunk[]> {
    const step = durationSeconds(detector.interval) * 1000;
    const wanted = Object.entries(queryOf(name, detector).match);
    const all = await load(signal);
    return all
      .filter(({ labels }) => wanted.every(([key, value]) => labels[key] === value))
      .map((series) => {
        const bySteps = aligned.get(series) ?? new Map<number, SeriesChunk>();
        aligned.set(series, bySteps);
        const known = bySteps.get(step);
        if (known !== undefined) return known;
        const made = { labels: series.labels, ...alignToGrid(series.times, series.values, step) };
        bySteps.set(step, made);
        return made;
      })
      .filter(({ times }) => times.length > 0);
  }

  async function* pull(
    detector: Detector,
    range: TimeRange,
    signal: AbortSignal,
  ): AsyncGenerator<PulledChunk> {
    const step = durationSeconds(detector.interval) * 1000;
    const series = await matching(detector, signal);
    const length = step * Math.max(1, Math.floor(CELLS_A_CHUNK / Math.max(1, series.length)));
    for (let from = range.from; from < range.to; from += length) {
      const to = Math.min(range.to, from + length);
      yield {
        range: { from, to },
        series: series.map((one) => cut(one, from, to)),
        absent: 'gap',
        warnings: [],
      };
    }
  }

  return {
    name,
    pull,
    async check(detector, signal): Promise<DetectorCheck> {
      const series = await matching(detector, signal);
      const sample = series.slice(0, SAMPLE).map(({ labels, values }) => ({
        labels: { ...labels, ...detector.labels },
        last_value: values.at(-1) ?? null,
      }));
      const warnings = series.length === 0 ? ['No signal of the files has these labels.'] : [];
      return { ok: true, signals: series.length, sample, warnings, errors: [] };
    },
    async extent(detector, signal) {
      const series = await matching(detector, signal);
      if (series.length === 0) return undefined;
      return series.reduce(
        (extent, { times }) => ({
          first: Math.min(extent.first, times[0]),
          last: Math.max(extent.last, times[times.length - 1]),
        }),
        { first: Infinity, last: -Infinity },
      );
    },
    async health() {
      try {
        await findFiles(name, settings);
        return { status: 'ok', reason: '' };
      } catch (error) {
        return { status: 'down', reason: error instanceof Error ? error.message : String(error) };
      }
    },
    async close() {
      held = undefined;
    },
  };
}

function cut(series: SeriesChunk, from: number, to: number): SeriesChunk {
  const { labels, times, values } = series;
  const [start, end] = [lowerBound(times, from), lowerBound(times, to)];
  return { labels, times: times.subarray(start, end), values: values.subarray(start, end) };
}

/** Index of the first time at or after `time`. */
function lowerBound(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function queryOf(name: string, detector: Detector): CsvQuery {
  if (detector.query.type === 'csv') return detector.query;
  throw new LapwingError('BAD_REQUEST', {
    message: `the source "${name}" has CSV files and cannot serve a query of type "${detector.query.type}"`,
    where: 'query.type',
    hint: 'Set query.type to "csv", or name another source.',
  });
}
