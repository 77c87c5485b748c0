import { createHash } from 'node:crypto';
import { durationSeconds, type Detector, type TemplatesQuery } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { TemplateStore } from '../../stores/template-store.ts';
import { refuseRepeated } from '../shared/repeated-labels.ts';
import type { PulledChunk, SeriesChunk, TimeRange } from '../source.ts';
import type { LineCounterSettings } from './line-counter.ts';
import { templateSeries } from './template-series.ts';

/** Reading more at once from the store would hold the API up. */
const READINGS_A_CHUNK = 25_000;
const FIRST_CHUNK_INTERVALS = 16;
const GROWTH = 4;

/** A detector's lines: what of them is asked for, how they are counted, and the name they are kept under. */
export interface LineStream {
  key: string;
  source: string;
  query: TemplatesQuery;
  settings: LineCounterSettings;
  silence: 'zero' | 'gap';
}

/** The stream of a detector of templates. Throws LapwingError BAD_REQUEST for one of another type. */
export function streamOf(detector: Detector, silence: LineStream['silence']): LineStream {
  const { id, query, source, interval } = detector;
  if (query.type !== 'templates') {
    throw new LapwingError('BAD_REQUEST', {
      message: `log lines were asked for, and the query is of type "${query.type}"`,
      where: `detector ${id}: query.type`,
      hint: 'Set query.type to "templates", or name another source.',
    });
  }
  const intervalMs = durationSeconds(interval) * 1000;
  const learnMs = durationSeconds(query.learn) * 1000;
  const asked = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
  const key = createHash('sha256')
    .update(JSON.stringify([source, intervalMs, asked]))
    .digest('hex');
  const settings = { intervalMs, learnMs, templates: query.templates };
  return { key: key.slice(0, 16), source, query, settings, silence };
}

/** All series of the detector in `range`, from the store. */
export function storedTemplateSeries(
  store: TemplateStore,
  stream: LineStream,
  detector: Detector,
  range: TimeRange,
): SeriesChunk[] {
  const { key, settings, silence } = stream;
  const series = templateSeries({
    ...{ detector, range, silence, intervalMs: settings.intervalMs },
    ...{ series: store.series(key, range), cells: store.cells(key, range) },
  });
  refuseRepeated(detector, series);
  return series;
}

/** Chunks of `range` from the store; `fill` is asked for each stretch first, for lines that are to be counted. */
export async function* templateChunks(
  store: TemplateStore,
  stream: LineStream,
  detector: Detector,
  range: TimeRange,
  fill: (part: TimeRange) => Promise<string[]>,
): AsyncGenerator<PulledChunk> {
  const step = stream.settings.intervalMs;
  let intervals = FIRST_CHUNK_INTERVALS;
  for (let from = range.from; from < range.to;) {
    const part = { from, to: Math.min(range.to, from + intervals * step) };
    const warnings = await fill(part);
    const series = storedTemplateSeries(store, stream, detector, part);
    yield { range: part, series, absent: 'gap', warnings };
    from = part.to;
    const count = series.reduce((sum, { times }) => sum + times.length, 0);
    const factor = count === 0 ? GROWTH : READINGS_A_CHUNK / count;
    intervals = Math.max(1, Math.round(intervals * Math.min(GROWTH, Math.max(1 / GROWTH, factor))));
  }
}
