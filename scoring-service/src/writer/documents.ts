import {
  anomaliesIndex,
  incidentsIndex,
  DOCUMENT_SCHEMA_VERSION,
  scoresIndex,
  severityOf,
  type Anomaly,
  type AnomalyDocument,
  type IncidentDocument,
  type Labels,
  type ScoreDocument,
  type Watched,
} from '@lapwing/contract';
import { scoreDocumentId, sortedLabels } from '../signals/signal-id.ts';
import type { StoredIncident } from '../stores/incident-store.ts';
import type { ScoreRow } from '../stores/score-store.ts';

/** A document on its way: where it belongs, by its own time, and under which id. */
export interface Outgoing {
  index: string;
  id: string;
  /** The moment that chose the index; epoch ms. */
  time: number;
  document: ScoreDocument | AnomalyDocument | IncidentDocument;
}

/** `writtenAt`: epoch ms, by which an alerting monitor finds a score however late it came. */
export function scoreDocument(row: ScoreRow, writtenAt: number): Outgoing {
  const { signal, time } = row;
  const severity = severityOf(row.score);
  const document: ScoreDocument = {
    '@timestamp': new Date(time).toISOString(),
    schema_version: DOCUMENT_SCHEMA_VERSION,
    signal_id: signal.id,
    detector_id: signal.detector_id,
    source: signal.source,
    kind: signal.kind,
    ...labelFields(signal.labels),
    interval_seconds: signal.interval_seconds,
    value: row.value,
    score: row.score,
    p_value: row.pValue,
    news: row.news,
    written_at: new Date(writtenAt).toISOString(),
    ...(severity === undefined ? {} : { severity }),
    ...finite('expected', row.expected),
    ...finite('lower', row.lower),
    ...finite('upper', row.upper),
  };
  return {
    index: scoresIndex(time),
    id: scoreDocumentId(signal.id, signal.detector_id, time),
    time,
    document,
  };
}

/** Rewritten under the same id, in the index of the day it began, until it closes. `watched`: its detector, if it is there. */
export function anomalyDocument(anomaly: Anomaly, watched?: Watched): Outgoing {
  const time = Date.parse(anomaly.start);
  const document: AnomalyDocument = {
    '@timestamp': anomaly.start,
    schema_version: DOCUMENT_SCHEMA_VERSION,
    anomaly_id: anomaly.id,
    signal_id: anomaly.signal_id,
    detector_id: anomaly.detector_id,
    source: anomaly.source,
    kind: anomaly.kind,
    ...labelFields(anomaly.labels),
    status: anomaly.end === null ? 'open' : 'closed',
    start: anomaly.start,
    ...(anomaly.end === null ? {} : { end: anomaly.end }),
    peak: anomaly.peak,
    severity: anomaly.severity,
    score: anomaly.score,
    p_value: anomaly.p_value,
    actual: anomaly.actual,
    expected: anomaly.expected,
    lower: anomaly.lower,
    upper: anomaly.upper,
    feature: anomaly.feature,
    model: anomaly.model,
    reason: anomaly.reason,
    alert: anomaly.alert,
    alert_reason: anomaly.alert_reason,
    trace: anomaly.trace.map(({ rule, effect, detail }) => `${rule}: ${effect} (${detail})`),
    ...(watched === undefined ? {} : { watched }),
  };
  return { index: anomaliesIndex(time), id: anomaly.id, time, document };
}

/** Rewritten under the same id, in the index of the day it started. */
export function incidentDocument({ incident, anomalyIds }: StoredIncident): Outgoing {
  const time = Date.parse(incident.started_at);
  const { suspect, resolved_at: end, merged_into } = incident;
  const document: IncidentDocument = {
    '@timestamp': incident.started_at,
    schema_version: DOCUMENT_SCHEMA_VERSION,
    incident_id: incident.id,
    status: incident.status,
    severity: incident.severity,
    score: incident.score,
    title: incident.title,
    start: incident.started_at,
    updated: incident.updated_at,
    ...(end === null ? {} : { end }),
    services: incident.services,
    anomalies: incident.anomalies,
    anomaly_ids: anomalyIds,
    confidence: incident.confidence,
    ...(suspect === null
      ? {}
      : { suspect_service: suspect.service, suspect_kind: suspect.kind, suspect_signal: suspect.signal }),
    suspects: incident.suspects.map(({ service }) => service),
    evidence: suspect === null ? [] : suspect.evidence,
    unseen: incident.unseen,
    ...(merged_into === null ? {} : { merged_into }),
  };
  return { index: incidentsIndex(time), id: incident.id, time, document };
}

function labelFields(labels: Labels): { service?: string; metric?: string; labels: string[] } {
  const { service, metric } = labels;
  return {
    ...(service === undefined ? {} : { service }),
    ...(metric === undefined ? {} : { metric }),
    labels: sortedLabels(labels).map(([name, value]) => `${name}=${value}`),
  };
}

function finite<Name extends string>(name: Name, value: number): { [key in Name]?: number } {
  return Number.isFinite(value) ? ({ [name]: value } as { [key in Name]?: number }) : {};
}
