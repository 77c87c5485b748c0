import { type DataFrame, DataTopic } from '@grafana/data';
import { type Mark, marksOf } from '@lapwing/visuals';
import { explain, problemLine } from '../../service/problem.ts';
import { withinTime } from '../../service/time-limit.ts';
import { bandFrame, bandOpacity, titlesOf } from '../frames/band-frame.ts';
import { annotationsFrame, marksFrame } from '../frames/marks-frame.ts';
import { noted, noticeFrame } from '../frames/notice-frame.ts';
import { DEFAULT_TIME_LIMIT_MS, type LapwingQuery } from '../query.ts';
import { findAnomalies, findSignals, namedSignals } from './find.ts';
import { nearMs } from './near.ts';
import type { RunRequest } from './run.ts';

/** Bands over more series than this can't be told apart; a crowded panel takes fewer still, and is drawn the sooner. */
const MOST_BANDS = 10;
const FEWEST_BANDS = 3;
/** A band is smooth: more rows than this only cost time. */
const MOST_BAND_POINTS = 500;

/**
 * Marks and expected bands of a query. Each of the two has the time limit to itself and neither waits for the other,
 * so that one that fails or is late leaves the other drawn, with a notice. Never rejects.
 */
export async function overlayFrames(query: LapwingQuery, request: RunRequest): Promise<DataFrame[]> {
  const limit = Math.min(request.timeLimitMs, DEFAULT_TIME_LIMIT_MS);
  const part = async (work: (signal: AbortSignal) => Promise<DataFrame[]>): Promise<DataFrame[]> => {
    try {
      return await withinTime(limit, work, request.cancelled);
    } catch (error) {
      return [noticeFrame(query.refId, problemLine(explain(error)))];
    }
  };
  const [marks, bands] = await Promise.all([
    part((signal) => regionFrames(query, request, signal)),
    query.band === false || query.marksOnly === true
      ? []
      : part((signal) => bandFrames(query, request, signal)),
  ]);
  const frames = oncePerNotice([...marks, ...bands]);
  return query.marksOnly === true
    ? frames.filter(({ meta }) => meta?.dataTopic === DataTopic.Annotations)
    : frames;
}

/** The marks of a query as its annotation layer. */
export async function annotationFrames(
  query: LapwingQuery,
  request: RunRequest,
  signal: AbortSignal,
): Promise<DataFrame[]> {
  const { marks } = await marksFor(query, request, signal);
  return [annotationsFrame(query.refId, marks, request.now)];
}

async function regionFrames(
  query: LapwingQuery,
  request: RunRequest,
  signal: AbortSignal,
): Promise<DataFrame[]> {
  const { marks, notice } = await marksFor(query, request, signal);
  const frame = marksFrame(query.refId, marks, request.now);
  // Grafana shows the notices of series alone, so that of the marks needs a frame of its own.
  return notice === undefined ? [frame] : [frame, noticeFrame(query.refId, notice, 'info')];
}

async function marksFor(
  query: LapwingQuery,
  { client, span, points, now }: RunRequest,
  signal: AbortSignal,
): Promise<{ marks: Mark[]; notice?: string }> {
  const { items, total } = await findAnomalies(client, query, span, signal);
  // An anomaly that goes on is marked up to now, not into the future that a range may show.
  const until = { from: span.from, to: Math.max(span.from, Math.min(span.to, now)) };
  const marks = marksOf(items, until, nearMs(span, points));
  return total > items.length
    ? { marks, notice: `The newest ${items.length} of ${total} anomalies are marked` }
    : { marks };
}

async function bandFrames(
  query: LapwingQuery,
  request: RunRequest,
  signal: AbortSignal,
): Promise<DataFrame[]> {
  const { client, span } = request;
  const named = namedSignals(query);
  const found =
    named.length > 0
      ? { ids: named.slice(0, bandsOver(named.length)), total: named.length }
      : await findSignals(client, query, MOST_BANDS, signal).then(({ items, total }) => ({
          ids: items.slice(0, bandsOver(total)).map(({ id }) => id),
          total,
        }));
  if (found.ids.length === 0) {
    return [
      noticeFrame(query.refId, 'No signal of Lapwing matches this overlay: look at its labels.', 'info'),
    ];
  }
  const points = Math.min(request.points, MOST_BAND_POINTS);
  const series = await Promise.all(found.ids.map((id) => client.scores(id, span, points, signal)));
  const titles = titlesOf(series);
  const [first, ...rest] = series.map((one, i) =>
    bandFrame(query.refId, one, titles[i] ?? '', bandOpacity(series.length)),
  );
  if (first === undefined) return [];
  return found.total > found.ids.length
    ? [noted(first, `Bands of the worst ${found.ids.length} of ${found.total} signals`), ...rest]
    : [first, ...rest];
}

/** How many bands are laid under `count` series: ten under ten, five under twenty, three under more than thirty. */
function bandsOver(count: number): number {
  return Math.max(FEWEST_BANDS, Math.min(MOST_BANDS, Math.floor(MOST_BANDS ** 2 / Math.max(1, count))));
}

/** When the service is down both parts say so: once is enough. */
function oncePerNotice(frames: DataFrame[]): DataFrame[] {
  const said = new Set<string>();
  return frames.filter((frame) => {
    const text = frame.meta?.notices?.[0]?.text;
    if (text === undefined || frame.fields.length > 0) return true;
    if (said.has(text)) return false;
    said.add(text);
    return true;
  });
}
