import type { DataFrame } from '@grafana/data';
import { anomalyRegions } from '../frames/anomalies-frame.ts';
import { expectedFrame, titlesOf } from '../frames/band-frame.ts';
import { noted, noticeFrame } from '../frames/notice-frame.ts';
import { scoresFrame } from '../frames/scores-frame.ts';
import type { LapwingQuery } from '../query.ts';
import { findAnomalies, findSignals, namedSignals } from './find.ts';
import type { RunRequest } from './run.ts';

/** More lines than this can't be read on one chart; each costs a request. */
export const MOST_SERIES = 20;
/** Grafana draws each region as an element. */
const MOST_REGIONS_SHOWN = 300;

/** Readings, expected range and scores, a frame a signal; and their anomalies as regions. */
export async function scoreFrames(
  query: LapwingQuery,
  request: RunRequest,
  signal: AbortSignal,
): Promise<DataFrame[]> {
  const [anomalies, { series, total }] = await Promise.all([
    findAnomalies(request.client, query, request.span, signal),
    seriesOf(query, request, signal),
  ]);
  const frames = told(
    query,
    series.map((one) => scoresFrame(query.refId, one)),
    total,
  );
  if (series.length === 0) return frames;
  const shown = anomalies.items.slice(0, MOST_REGIONS_SHOWN);
  return [...frames, anomalyRegions(query.refId, shown, request.span.to)];
}

/** The expected value with its band, a frame a signal. */
export async function expectedFrames(
  query: LapwingQuery,
  request: RunRequest,
  signal: AbortSignal,
): Promise<DataFrame[]> {
  const { series, total } = await seriesOf(query, request, signal);
  const titles = titlesOf(series);
  return told(
    query,
    series.map((one, i) => expectedFrame(query.refId, one, titles[i] ?? '')),
    total,
  );
}

async function seriesOf(query: LapwingQuery, { client, span, points }: RunRequest, signal: AbortSignal) {
  const named = namedSignals(query);
  const { ids, total } =
    named.length > 0
      ? { ids: named.slice(0, MOST_SERIES), total: named.length }
      : await findSignals(client, query, MOST_SERIES, signal).then((found) => ({
          ids: found.items.map(({ id }) => id),
          total: found.total,
        }));
  return { series: await Promise.all(ids.map((id) => client.scores(id, span, points, signal))), total };
}

function told(query: LapwingQuery, frames: DataFrame[], total: number): DataFrame[] {
  const [first, ...rest] = frames;
  if (first === undefined) {
    const text = 'No signal matches the query: choose another signal, or fewer labels.';
    return [noticeFrame(query.refId, text, 'info')];
  }
  return total > frames.length
    ? [noted(first, `The worst ${frames.length} of ${total} signals`), ...rest]
    : frames;
}
