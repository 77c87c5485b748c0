import {
  ANOMALIES_ALIAS,
  type Anomaly,
  AnomalyDocument,
  INCIDENT_ANOMALIES_MOST,
  type Labels,
  type QueryOf,
  TraceEntry,
} from '@lapwing/contract';
import { Refusal } from '../backend/refusal.ts';
import { oneOf, overlapping, pageAnswer, pageSpan } from './page.ts';
import type { Search } from './search.ts';

const NEWEST_FIRST = [{ start: { order: 'desc', unmapped_type: 'date' } }, { anomaly_id: 'asc' }];

export async function listAnomalies(
  search: Search,
  query: QueryOf<'listAnomalies'>,
  now: number,
): Promise<{ items: Anomaly[]; next: string | null; total: number }> {
  const page = pageSpan(query);
  const { documents, total } = await search(
    ANOMALIES_ALIAS,
    {
      ...page,
      sort: NEWEST_FIRST,
      filter: [
        ...overlapping(query, now),
        ...oneOf('severity', query.severity),
        ...oneOf('signal_id', query.signal_id),
        ...oneOf('detector_id', query.detector_id),
        ...oneOf('source', query.source),
        ...oneOf('alert', query.alert),
        ...oneOf('status', query.open === undefined ? undefined : query.open ? 'open' : 'closed'),
        ...labelFilters(query.label),
      ],
    },
    AnomalyDocument,
  );
  return pageAnswer(documents.map(anomalyOf), total, page);
}

export async function getAnomaly(search: Search, id: string): Promise<Anomaly> {
  const [found] = await anomaliesById(search, [id]);
  if (found === undefined) {
    const hint = 'it may be older than what is kept, or not for you to read';
    throw new Refusal('NOT_FOUND', `there is no anomaly ${id}`, 'id', hint);
  }
  return found;
}

/** Those of an incident, in order of start; those that the person may not read are not among them. */
export async function anomaliesById(search: Search, ids: readonly string[]): Promise<Anomaly[]> {
  if (ids.length === 0) return [];
  const { documents } = await search(
    ANOMALIES_ALIAS,
    {
      size: INCIDENT_ANOMALIES_MOST,
      sort: [{ start: { order: 'asc', unmapped_type: 'date' } }, { anomaly_id: 'asc' }],
      filter: oneOf('anomaly_id', ids),
    },
    AnomalyDocument,
  );
  return documents.map(anomalyOf);
}

/** More than a page of a busy service shows. */
const MOST_OPEN = 1000;

/** The worst open anomaly of each signal. */
export async function openBySignal(search: Search): Promise<Map<string, Anomaly>> {
  const { documents } = await search(
    ANOMALIES_ALIAS,
    { size: MOST_OPEN, sort: [{ score: 'asc' }], filter: oneOf('status', 'open') },
    AnomalyDocument,
  );
  return new Map(documents.map((document) => [document.signal_id, anomalyOf(document)]));
}

export function labelFilters(labels: Labels | undefined): object[] {
  return Object.entries(labels ?? {}).map(([key, value]) => ({ term: { labels: `${key}=${value}` } }));
}

/** `key=value` strings as labels; a value may hold a `=` too. */
export function labelsOf(pairs: readonly string[]): Labels {
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

function anomalyOf(document: AnomalyDocument): Anomaly {
  const { anomaly_id: id, labels, end = null, trace } = document;
  const { signal_id, detector_id, source, kind, start, peak, severity, score, p_value } = document;
  const { actual, expected, lower, upper, feature, model, reason, alert, alert_reason } = document;
  return {
    ...{ id, signal_id, detector_id, source, kind, labels: labelsOf(labels), start, end, peak },
    ...{ severity, score, p_value, actual, expected, lower, upper, feature, model, reason },
    ...{ alert, alert_reason, trace: trace.flatMap(traceOf) },
  };
}

/** `rule: effect (detail)`, as the service writes it. */
function traceOf(text: string): TraceEntry[] {
  const [, rule, effect, detail] = /^(\w+): (.*?) \((.*)\)$/s.exec(text) ?? [];
  const entry = TraceEntry.safeParse({ rule, effect, detail });
  return entry.success ? [entry.data] : [];
}
