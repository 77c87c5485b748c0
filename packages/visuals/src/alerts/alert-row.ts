import { type Alert, type AlertStatus, laterWord, wordShown } from '@lapwing/contract';
import { type AnomalyRow, anomalyRow } from '../lists/anomaly-row.ts';

/** An alert as a list shows it. */
export interface AlertRow extends AnomalyRow {
  status: AlertStatus;
  /** Its name; of a status that only a later service knows, that word. */
  statusText: string;
  incidentId: string | null;
  /** Why somebody is told. */
  alertReason: string;
  /** What a silence of it would name: its service, else its labels. */
  silence: { services: string[]; labels: Record<string, string> };
}

const NAMES: Readonly<Record<AlertStatus, string>> = {
  active: 'Active',
  acknowledged: 'Acknowledged',
  silenced: 'Silenced',
  resolved: 'Resolved',
};

export const ALERT_STATUSES = Object.keys(NAMES) as readonly AlertStatus[];

export function alertStatusName(status: AlertStatus): string {
  return NAMES[status];
}

export function alertRow(alert: Alert): AlertRow {
  const { status, incident_id: incidentId, anomaly } = alert;
  const { service } = anomaly.labels;
  return {
    ...anomalyRow(anomaly),
    status,
    statusText:
      laterWord(alert, 'status') === undefined ? alertStatusName(status) : wordShown(alert, 'status'),
    incidentId,
    alertReason: anomaly.alert_reason,
    silence:
      service === undefined || service === ''
        ? { services: [], labels: { ...anomaly.labels } }
        : { services: [service], labels: {} },
  };
}
