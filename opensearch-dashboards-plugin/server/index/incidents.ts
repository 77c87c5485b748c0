import {
  type Anomaly,
  INCIDENTS_ALIAS,
  IncidentDocument,
  type IncidentDetail,
  type IncidentPart,
  type IncidentSummary,
  type QueryOf,
  type Suspect,
} from '@lapwing/contract';
import { Refusal } from '../backend/refusal.ts';
import { anomaliesById } from './anomalies.ts';
import { oneOf, overlapping, pageAnswer, pageSpan } from './page.ts';
import type { Search } from './search.ts';

export async function listIncidents(
  search: Search,
  query: QueryOf<'listIncidents'>,
  now: number,
): Promise<{ items: IncidentSummary[]; next: string | null; total: number }> {
  const page = pageSpan(query);
  const { documents, total } = await search(
    INCIDENTS_ALIAS,
    {
      ...page,
      sort: [{ start: { order: 'desc', unmapped_type: 'date' } }, { incident_id: 'asc' }],
      filter: [
        ...overlapping(query, now),
        ...oneOf('severity', query.severity),
        ...oneOf('services', query.service),
        // Merged ones only when asked for, as the service does.
        ...oneOf('status', query.status ?? ['open', 'acknowledged', 'resolved']),
      ],
    },
    IncidentDocument,
  );
  return pageAnswer(documents.map(summaryOf), total, page);
}

/**
 * An incident as its document and its anomalies' documents tell of it. The way that it spread, what else is suspect
 * about it and its history are the service's alone: `steps` is empty, and `history` holds what has a time.
 */
export async function getIncident(search: Search, id: string): Promise<IncidentDetail> {
  const { documents } = await search(
    INCIDENTS_ALIAS,
    { size: 1, filter: oneOf('incident_id', id) },
    IncidentDocument,
  );
  const [document] = documents;
  if (document === undefined) {
    const hint = 'it may be older than what is kept, or not for you to read';
    throw new Refusal('NOT_FOUND', `there is no incident ${id}`, 'id', hint);
  }
  const members = await anomaliesById(search, document.anomaly_ids);
  return {
    ...summaryOf(document),
    suspects: document.suspects.map((_service, place) => suspectOf(document, place)),
    confidence: document.confidence,
    parts: partsOf(members),
    steps: [],
    history: [
      { at: document.start, what: 'opened', detail: '', by: null },
      ...(document.end === undefined
        ? []
        : [{ at: document.end, what: 'resolved' as const, detail: '', by: null }]),
    ],
    ...{ episodes: [], late: [] },
    unseen: document.unseen,
    merged_into: document.merged_into ?? null,
    split_from: null,
    members,
  };
}

function summaryOf(document: IncidentDocument): IncidentSummary {
  const { incident_id: id, status, severity, score, title, services, anomalies } = document;
  return {
    ...{ id, status, severity, score, title, services, anomalies },
    started_at: document.start,
    updated_at: document.updated,
    resolved_at: document.end ?? null,
    suspect: document.suspect_service === undefined ? null : suspectOf(document, 0),
  };
}

/** Suspects' scores are not in the index, and mean something within one incident alone: 0 stands for them. */
function suspectOf(document: IncidentDocument, place: number): Suspect {
  const first = place === 0;
  const service = document.suspects[place] ?? document.suspect_service ?? '';
  return {
    rank: place + 1,
    service,
    kind: (first ? document.suspect_kind : undefined) ?? 'metric',
    signal: (first ? document.suspect_signal : undefined) ?? '',
    signal_id: null,
    score: 0,
    evidence: first ? document.evidence : [],
    path: [service],
  };
}

/** The anomalies by the service that they are of, in order of onset. */
function partsOf(members: readonly Anomaly[]): IncidentPart[] {
  const parts = new Map<string, IncidentPart>();
  for (const { id, labels, source, start, end, score } of members) {
    const entity = labels['service'] ?? labels['host'] ?? labels['pod'] ?? source;
    const part = parts.get(entity);
    if (part === undefined) {
      parts.set(entity, { entity, start, end, score, anomaly_ids: [id] });
      continue;
    }
    part.end = part.end === null || end === null ? null : part.end > end ? part.end : end;
    part.score = Math.max(part.score, score);
    part.anomaly_ids.push(id);
  }
  return [...parts.values()];
}
