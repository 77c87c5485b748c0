import { durationSeconds, type Detector, type DetectorCheck, type IngestQuery } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { ReadingStore } from '../../stores/reading-store.ts';
import { alignToGrid } from '../shared/align.ts';
import type { PartHealth, PulledChunk, SeriesChunk, Source, TimeRange } from '../source.ts';
import { ownerOf } from './ownership.ts';
import type { Traffic } from './quiet.ts';

/** The source that every service has, and its name. */
export const INGEST_SOURCE = 'ingest';
/** A range longer than this is a backfill, which may still be coming in. */
export const BACKLOG_INTERVALS = 100;
/** Reading more at once from the store would hold the API up. */
const READINGS_A_CHUNK = 25_000;
const FIRST_CHUNK_INTERVALS = 16;
const GROWTH = 4;
const CHECK_SPAN_MS = 3_600_000;
const SAMPLE = 20;

export interface IngestSourceDeps {
  readings: ReadingStore;
  traffic: Traffic;
  /** Every detector there is: a series belongs to one of them. */
  detectors: () => Detector[];
}

/** Readings that programs sent, as a source: each interval's reading is the mean of what was sent for it. */
export function createIngestSource({ readings, traffic, detectors }: IngestSourceDeps): Source {
  function owned(detector: Detector, range: TimeRange): SeriesChunk[] {
    const others = detectors().filter((other) => other.id !== detector.id);
    return readings
      .range(queryOf(detector).match, range)
      .filter((series) => ownerOf(series.labels, [...others, detector])?.id === detector.id);
  }

  async function* pull(
    detector: Detector,
    range: TimeRange,
    signal: AbortSignal,
  ): AsyncGenerator<PulledChunk> {
    const step = durationSeconds(detector.interval) * 1000;
    if ((range.to - range.from) / step > BACKLOG_INTERVALS) await traffic.quiet(signal);
    let intervals = FIRST_CHUNK_INTERVALS;
    for (let from = range.from; from < range.to;) {
      const to = Math.min(range.to, from + intervals * step);
      let count = 0;
      const series = owned(detector, { from, to }).map(({ labels, times, values }) => {
        count += times.length;
        return { labels, ...alignToGrid(times, values, step) };
      });
      yield { range: { from, to }, series, absent: 'gap', warnings: [] };
      from = to;
      const factor = count === 0 ? GROWTH : READINGS_A_CHUNK / count;
      intervals = Math.max(1, Math.round(intervals * Math.min(GROWTH, Math.max(1 / GROWTH, factor))));
    }
  }

  async function check(detector: Detector): Promise<DetectorCheck> {
    const extent = readings.extent(queryOf(detector).match);
    const none = 'No such readings have been sent yet; the detector scores them once they come.';
    if (extent === undefined) return { ok: true, signals: 0, sample: [], warnings: [none], errors: [] };
    const found = readings.range(queryOf(detector).match, {
      from: extent.last - CHECK_SPAN_MS,
      to: extent.last + 1,
    });
    const sample = found.slice(0, SAMPLE).map(({ labels, values }) => ({
      labels: { ...labels, ...detector.labels },
      last_value: values.at(-1) ?? null,
    }));
    return { ok: true, signals: found.length, sample, warnings: [], errors: [] };
  }

  const ok: PartHealth = { status: 'ok', reason: '' };
  return {
    name: INGEST_SOURCE,
    pull,
    check,
    extent: async (detector) => readings.extent(queryOf(detector).match),
    scored: (detector, until) => readings.markScored(queryOf(detector).match, until),
    health: async () => ok,
    close: async () => undefined,
  };
}

function queryOf(detector: Detector): IngestQuery {
  if (detector.query.type === 'ingest') return detector.query;
  throw new LapwingError('BAD_REQUEST', {
    message: `the source "${INGEST_SOURCE}" cannot serve a query of type "${detector.query.type}"`,
    where: 'query.type',
    hint: 'Set query.type to "ingest", or name another source.',
  });
}
