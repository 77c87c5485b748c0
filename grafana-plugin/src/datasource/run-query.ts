import type { DataFrame } from '@grafana/data';
import { SEVERITIES, isAtLeast } from '@lapwing/visuals';
import type { Severity } from '@lapwing/contract';
import type { ServiceClient, Span } from '../service/client.ts';
import { explain, problemLine } from '../service/problem.ts';
import { withinTime } from '../service/time-limit.ts';
import { anomaliesTable, anomalyRegions } from './frames/anomalies-frame.ts';
import { noticeFrame } from './frames/notice-frame.ts';
import { scoresFrame } from './frames/scores-frame.ts';
import { signalsTable } from './frames/signals-frame.ts';
import type { LapwingQuery } from './query.ts';

/** More lines than this can't be read on one chart; each costs a request. */
export const MOST_SERIES = 20;
/** A table longer than this is not read; Grafana draws each region as an element. */
const MOST_ANOMALIES = 300;
const MOST_SIGNALS = 1000;

export interface RunRequest {
  client: ServiceClient;
  span: Span;
  /** Rows per series that the screen can show. */
  points: number;
  timeLimitMs: number;
}

/** The frames of one query. Never rejects: what goes wrong, or takes too long, becomes an empty frame that says so. */
export async function runQuery(query: LapwingQuery, request: RunRequest): Promise<DataFrame[]> {
  try {
    return await withinTime(request.timeLimitMs, (signal) => frames(query, request, signal));
  } catch (error) {
    return [noticeFrame(query.refId, problemLine(explain(error)))];
  }
}

async function frames(query: LapwingQuery, request: RunRequest, signal: AbortSignal): Promise<DataFrame[]> {
  const { refId, labels = [] } = query;
  switch (query.kind) {
    case 'signals': {
      const { items } = await request.client.signals({ labels, limit: MOST_SIGNALS }, signal);
      return [signalsTable(refId, items)];
    }
    case 'anomalies': {
      const found = await request.client.anomalies(anomaliesQuery(query, request.span), signal);
      const table = anomaliesTable(refId, found.items);
      return [
        found.total > found.items.length
          ? noted(table, `The newest ${found.items.length} of ${found.total} anomalies`)
          : table,
      ];
    }
    case 'scores':
      return await scoreFrames(query, request, signal);
  }
}

async function scoreFrames(
  query: LapwingQuery,
  request: RunRequest,
  signal: AbortSignal,
): Promise<DataFrame[]> {
  const { client, span, points } = request;
  const [anomalies, { ids, total }] = await Promise.all([
    client.anomalies(anomaliesQuery(query, span), signal),
    signalIds(query, client, signal),
  ]);
  if (ids.length === 0) {
    return [
      noticeFrame(
        query.refId,
        'No signal matches the query: choose another signal, or fewer labels.',
        'info',
      ),
    ];
  }
  const series = await Promise.all(ids.map((id) => client.scores(id, span, points, signal)));
  const [first, ...rest] = series.map((one) => scoresFrame(query.refId, one));
  if (first === undefined) return [];
  const told = total > ids.length ? noted(first, `The worst ${ids.length} of ${total} signals`) : first;
  return [told, ...rest, anomalyRegions(query.refId, anomalies.items, span.to)];
}

async function signalIds(
  query: LapwingQuery,
  client: ServiceClient,
  signal: AbortSignal,
): Promise<{ ids: string[]; total: number }> {
  if (query.signalId) return { ids: [query.signalId], total: 1 };
  const found = await client.signals({ labels: query.labels ?? [], limit: MOST_SERIES }, signal);
  return { ids: found.items.map((item) => item.id), total: found.total };
}

function anomaliesQuery(query: LapwingQuery, span: Span): Parameters<ServiceClient['anomalies']>[0] {
  const lowest: Severity = query.lowestSeverity ?? 'LOW';
  return {
    span,
    severities: lowest === 'LOW' ? [] : SEVERITIES.filter((severity) => isAtLeast(severity, lowest)),
    signalId: query.signalId,
    labels: query.signalId ? [] : query.labels,
    limit: MOST_ANOMALIES,
  };
}

function noted(frame: DataFrame, text: string): DataFrame {
  return { ...frame, meta: { ...frame.meta, notices: [{ severity: 'info', text }] } };
}
