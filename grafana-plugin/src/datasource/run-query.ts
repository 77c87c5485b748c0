import type { DataFrame } from '@grafana/data';
import { explain, problemLine } from '../service/problem.ts';
import { withinTime } from '../service/time-limit.ts';
import { noticeFrame } from './frames/notice-frame.ts';
import { valuesFrame } from './frames/values-frame.ts';
import { annotationFrames, overlayFrames } from './queries/overlay.ts';
import type { RunRequest } from './queries/run.ts';
import { expectedFrames, scoreFrames } from './queries/series.ts';
import { anomaliesFrame, incidentsFrame, signalsFrame } from './queries/tables.ts';
import { valuesFor } from './queries/values.ts';
import type { LapwingQuery, QueryKind } from './query.ts';

/**
 * The frames of one query, its variables filled in. Never rejects: what goes wrong, or takes too long, becomes an
 * empty frame that says so.
 */
export async function runQuery(query: LapwingQuery, request: RunRequest): Promise<DataFrame[]> {
  // An overlay keeps to the limit by itself, each of its parts apart from the other.
  if (query.kind === 'overlay') return await overlayFrames(query, request);
  const { kind } = query;
  try {
    return await withinTime(
      request.timeLimitMs,
      (signal) => frames(kind, query, request, signal),
      request.cancelled,
    );
  } catch (error) {
    return [noticeFrame(query.refId, problemLine(explain(error)))];
  }
}

async function frames(
  kind: Exclude<QueryKind, 'overlay'>,
  query: LapwingQuery,
  request: RunRequest,
  signal: AbortSignal,
): Promise<DataFrame[]> {
  switch (kind) {
    case 'scores':
      return await scoreFrames(query, request, signal);
    case 'expected':
      return await expectedFrames(query, request, signal);
    case 'annotations':
      return await annotationFrames(query, request, signal);
    case 'anomalies':
      return [await anomaliesFrame(query, request, signal)];
    case 'incidents':
      return [await incidentsFrame(query, request, signal)];
    case 'signals':
      return [await signalsFrame(query, request, signal)];
    case 'values':
      return [valuesFrame(query.refId, await valuesFor(query, request, signal))];
  }
}
