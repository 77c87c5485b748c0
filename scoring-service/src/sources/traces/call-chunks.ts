import { durationSeconds, type Detector, type TracesQuery } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { TraceStore } from '../../stores/trace-store.ts';
import { refuseRepeated } from '../shared/repeated-labels.ts';
import type { PulledChunk, SeriesChunk, TimeRange } from '../source.ts';
import { callSeries } from './call-series.ts';

/** Reading more at once from the store would hold the API up. */
const READINGS_A_CHUNK = 25_000;
const FIRST_CHUNK_INTERVALS = 16;
const GROWTH = 4;

/** The query of a detector of calls. Throws LapwingError BAD_REQUEST for one of another type, or with too short an interval. */
export function tracesQuery(detector: Detector, resolutionMs: number): TracesQuery {
  const { id, query, source, interval } = detector;
  if (query.type !== 'traces') {
    throw new LapwingError('BAD_REQUEST', {
      message: `the source "${source}" holds spans and the query is of type "${query.type}"`,
      where: `detector ${id}: query.type`,
      hint: 'Set query.type to "traces", or name another source.',
    });
  }
  if ((durationSeconds(interval) * 1000) % resolutionMs !== 0) {
    throw new LapwingError('BAD_REQUEST', {
      message: `calls are kept by ${resolutionMs / 1000} s, and ${interval} is no multiple of that`,
      where: `detector ${id}: interval`,
      hint: 'Choose a multiple, or a smaller traces.resolution in lapwing.yaml.',
    });
  }
  return query;
}

/** All series of the detector in `range`, from the store. */
export function storedSeries(
  store: TraceStore,
  key: string,
  detector: Detector,
  range: TimeRange,
): SeriesChunk[] {
  const query = tracesQuery(detector, store.resolutionMs);
  const intervalMs = durationSeconds(detector.interval) * 1000;
  const work = { detector, query, groups: store.groups(key), intervalMs };
  const series = callSeries(work, store.cells(key, range), range);
  refuseRepeated(detector, series);
  return series;
}

/** Chunks of `range` from the store; `fill` is asked for each stretch first, where spans have to be fetched. */
export async function* callChunks(
  store: TraceStore,
  key: string,
  detector: Detector,
  range: TimeRange,
  fill: (part: TimeRange) => Promise<string[]>,
): AsyncGenerator<PulledChunk> {
  const step = durationSeconds(detector.interval) * 1000;
  let intervals = FIRST_CHUNK_INTERVALS;
  for (let from = range.from; from < range.to;) {
    const part = { from, to: Math.min(range.to, from + intervals * step) };
    const warnings = await fill(part);
    const series = storedSeries(store, key, detector, part);
    yield { range: part, series, absent: 'gap', warnings };
    from = part.to;
    const count = series.reduce((sum, { times }) => sum + times.length, 0);
    const factor = count === 0 ? GROWTH : READINGS_A_CHUNK / count;
    intervals = Math.max(1, Math.round(intervals * Math.min(GROWTH, Math.max(1 / GROWTH, factor))));
  }
}
