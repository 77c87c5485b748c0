import { type DataFrame, FieldType, createDataFrame } from '@grafana/data';
import type { IncidentSummary } from '@lapwing/contract';
import { APP_ROOT } from '../../ids.ts';

const time = (text: string | null): number | null => (text === null ? null : Date.parse(text));

/** Grafana fills the row's own id in, and puts the path that it is served from in front. */
const INCIDENT_LINK = `${APP_ROOT}/incidents/\${__data.fields.incident_id:percentencode}`;

/** Incidents as a table, in the service's order: newest first. Each row leads to its page in the app. */
export function incidentsTable(refId: string, incidents: readonly IncidentSummary[]): DataFrame {
  const column = (
    name: string,
    displayName: string,
    of: (incident: IncidentSummary) => string | number | null,
    type = FieldType.string,
  ) => ({ name, type, values: incidents.map(of), config: { displayNameFromDS: displayName } });
  const title = column('title', 'Incident', ({ title }) => title);
  return createDataFrame({
    refId,
    name: 'Incidents',
    meta: { preferredVisualisationType: 'table' },
    fields: [
      column('started_at', 'Started', (one) => time(one.started_at), FieldType.time),
      column('severity', 'Severity', (one) => one.severity),
      column('status', 'Status', (one) => one.status),
      {
        ...title,
        config: { ...title.config, links: [{ title: 'Open the incident', url: INCIDENT_LINK }] },
      },
      column('suspect', 'First suspect', (one) => one.suspect?.service ?? null),
      column('services', 'Services', (one) => one.services.join(', ')),
      column('anomalies', 'Anomalies', (one) => one.anomalies, FieldType.number),
      column('score', 'Score', (one) => one.score, FieldType.number),
      column('resolved_at', 'Resolved', (one) => time(one.resolved_at), FieldType.time),
      column('updated_at', 'Changed', (one) => time(one.updated_at), FieldType.time),
      column('incident_id', 'Incident id', (one) => one.id),
    ],
  });
}
