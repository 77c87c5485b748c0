import type { DataFrame } from '@grafana/data';
import type { Anomaly, ScoreSeries } from '@lapwing/contract';
import { marksOf } from '@lapwing/visuals';
import { anomalyRegions } from '../frames/anomalies-frame.ts';
import { withAnomalies } from '../frames/anomaly-frames.ts';
import { expectedFrame, titlesOf } from '../frames/band-frame.ts';
import { marksFrame } from '../frames/marks-frame.ts';
import { noted, noticeFrame } from '../frames/notice-frame.ts';
import { scoresFrame } from '../frames/scores-frame.ts';
import type { LapwingQuery } from '../query.ts';
import { findAnomalies, findSignals, namedSignals } from './find.ts';
import { nearMs } from './near.ts';
import type { RunRequest } from './run.ts';

/** More lines than this can't be read on one chart; each costs a request. */
export const MOST_SERIES = 20;

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
  const titles = titlesOf(series);
  const frames = told(
    query,
    series.map((one, i) => scoresFrame(query.refId, one, titles[i])),
    total,
  );
  if (series.length === 0) return frames;
  return [...frames, regionsOf(query.refId, ofSignals(anomalies.items, series), request)];
}

/** Anomalies of signals that are not among the lines would shade what nobody can see. */
function ofSignals(anomalies: readonly Anomaly[], series: readonly ScoreSeries[]): Anomaly[] {
  const shown = new Set(series.map(({ signal }) => signal.id));
  return anomalies.filter(({ signal_id }) => shown.has(signal_id));
}

/** One mark for what goes on at the same time, however many signals it is on; each anomaly is kept beside it. */
function regionsOf(refId: string, anomalies: readonly Anomaly[], request: RunRequest): DataFrame {
  const { span, points, now } = request;
  const until = { from: span.from, to: Math.max(span.from, Math.min(span.to, now)) };
  const marks = marksOf(anomalies, until, nearMs(span, points));
  return withAnomalies(marksFrame(refId, marks, now), anomalyRegions(refId, anomalies, span.to));
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
