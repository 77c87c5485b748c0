import { Severity, type Anomaly } from '@lapwing/contract';
import { incidentDocument, anomalyDocument } from '../writer/documents.ts';
import type { StoredIncident } from '../stores/incident-store.ts';
import type { ForwardSettings } from './settings.ts';

/** A log line on its way. */
export interface ForwardRecord {
  /** Behind the configured tag. */
  label: 'anomaly' | 'incident';
  /** Epoch ms; the same whenever it is sent. */
  time: number;
  /** `event_id` tells a line that is sent again from a new one: it changes with what is said, not with the sending. */
  body: { event_id: string; message: string; level: string; service: string } & Record<string, unknown>;
}

/** Levels as log pipelines know them. */
const LEVELS: Readonly<Record<Severity, string>> = {
  LOW: 'INFO',
  MEDIUM: 'WARN',
  HIGH: 'ERROR',
  CRITICAL: 'FATAL',
};

/** What is said of an anomaly as it stands; undefined when it is left out. */
export function anomalyRecord(anomaly: Anomaly, settings: ForwardSettings): ForwardRecord | undefined {
  if (milder(anomaly.severity, settings.from)) return undefined;
  if (settings.alerts_only && anomaly.alert !== 'raised') return undefined;
  const { document } = anomalyDocument(anomaly);
  const over = anomaly.end !== null;
  return {
    label: 'anomaly',
    time: Date.parse(anomaly.end ?? anomaly.peak),
    body: {
      ...document,
      event_id: [anomaly.id, over ? 'closed' : 'open', anomaly.severity, anomaly.alert].join('/'),
      message: over ? `Over: ${anomaly.reason}` : anomaly.reason,
      level: over ? 'INFO' : LEVELS[anomaly.severity],
      service: anomaly.labels['service'] ?? '',
    },
  };
}

/** What is said of an incident as it stands; undefined when it is left out. */
export function incidentRecord(stored: StoredIncident, settings: ForwardSettings): ForwardRecord | undefined {
  const { incident } = stored;
  if (milder(incident.severity, settings.from)) return undefined;
  const { document } = incidentDocument(stored);
  const over = incident.resolved_at !== null;
  const where = incident.suspect === null ? '' : `; first suspect: ${incident.suspect.service}`;
  return {
    label: 'incident',
    time: Date.parse(incident.updated_at),
    body: {
      ...document,
      event_id: [incident.id, incident.status, incident.severity, incident.updated_at].join('/'),
      message: `${over ? 'Resolved: ' : ''}${incident.title}${where}`,
      level: over ? 'INFO' : LEVELS[incident.severity],
      service: incident.suspect?.service ?? incident.services.at(0) ?? '',
    },
  };
}

function milder(severity: Severity, than: Severity): boolean {
  return Severity.options.indexOf(severity) < Severity.options.indexOf(than);
}
