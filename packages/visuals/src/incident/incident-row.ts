import {
  type IncidentStatus,
  type IncidentSummary,
  type Severity,
  laterWord,
  wordShown,
} from '@lapwing/contract';
import { worstFirst } from '../severity.ts';

/** An incident as a list shows it. Times in epoch ms; `end` is null while it goes on. */
export interface IncidentRow {
  id: string;
  title: string;
  status: IncidentStatus;
  /** Its name; of a status that only a later service knows, that word. */
  statusText: string;
  severity: Severity;
  score: number;
  /** In the order in which trouble came to them. */
  services: string[];
  /** The first suspect's service; undefined when nothing stands out. */
  suspect: string | undefined;
  anomalies: number;
  start: number;
  end: number | null;
}

const STATUS_NAMES: Readonly<Record<IncidentStatus, string>> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  merged: 'Merged',
};

export function statusName(status: IncidentStatus): string {
  return STATUS_NAMES[status];
}

export function statusText(incident: IncidentSummary): string {
  return laterWord(incident, 'status') === undefined
    ? statusName(incident.status)
    : wordShown(incident, 'status');
}

/** Somebody has to look after it, or does already. */
export function isOngoing(status: IncidentStatus): boolean {
  return status === 'open' || status === 'acknowledged';
}

export function incidentRow(incident: IncidentSummary): IncidentRow {
  const { id, title, status, severity, score, services, anomalies } = incident;
  const over = incident.resolved_at ?? incident.updated_at;
  return {
    ...{ id, title, status, statusText: statusText(incident), severity, score, services, anomalies },
    suspect: incident.suspect?.service,
    start: Date.parse(incident.started_at),
    end: isOngoing(status) ? null : Date.parse(over),
  };
}

/** Incidents that go on: those that nobody looks after first, then the worst, then the newest. */
export function ongoingIncidents(incidents: readonly IncidentSummary[]): IncidentRow[] {
  return incidents
    .filter(({ status }) => isOngoing(status))
    .map(incidentRow)
    .sort(
      (a, b) =>
        Number(a.status === 'acknowledged') - Number(b.status === 'acknowledged') ||
        worstFirst(a.severity, b.severity) ||
        b.score - a.score ||
        b.start - a.start ||
        (a.id < b.id ? -1 : 1),
    );
}

/** A page of a busy service: what is older than these is a search. */
export const MOST_INCIDENTS = 500;

/** The list with the newest state of `changed` in it, newest start first; one that merged into another leaves it. */
export function withIncident<T extends IncidentSummary>(list: readonly T[], changed: T): T[] {
  const others = list.filter(({ id }) => id !== changed.id);
  return (changed.status === 'merged' ? others : [changed, ...others])
    .sort((a, b) => Date.parse(b.started_at) - Date.parse(a.started_at))
    .slice(0, MOST_INCIDENTS);
}

export interface IncidentFilter {
  statuses: readonly IncidentStatus[];
  severities: readonly Severity[];
  /** Words that must all stand in the title, a service or the suspect, any case. */
  text: string;
}

/** Empty lists mean all. */
export function filterIncidents(rows: readonly IncidentRow[], filter: IncidentFilter): IncidentRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (filter.statuses.length > 0 && !filter.statuses.includes(row.status)) return false;
    if (filter.severities.length > 0 && !filter.severities.includes(row.severity)) return false;
    const text = [row.title, row.suspect ?? '', ...row.services].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
