import type { Alert, AlertStatus, Anomaly, Silence } from '@lapwing/contract';
import { signalTitle } from '../api/signal-title.ts';
import type { IncidentStore } from '../stores/incident-store.ts';
import { touches } from './routes.ts';
import { subjectOfAnomaly } from './subject.ts';

/** An anomaly that is told, as it stands: with its incident and the silences that hold. */
export function alertOf(
  anomaly: Anomaly,
  incidents: Pick<IncidentStore, 'incident' | 'incidentOf'>,
  silences: readonly Silence[],
): Alert {
  return {
    id: anomaly.id,
    status: statusOf(anomaly, incidents, silences),
    severity: anomaly.severity,
    title: `${anomaly.severity}: ${signalTitle(anomaly.labels, anomaly.signal_id)}`,
    reason: anomaly.reason,
    started_at: anomaly.start,
    resolved_at: anomaly.end,
    anomaly,
  };
}

function statusOf(
  anomaly: Anomaly,
  incidents: Pick<IncidentStore, 'incident' | 'incidentOf'>,
  silences: readonly Silence[],
): AlertStatus {
  if (anomaly.end !== null) return 'resolved';
  const id = incidents.incidentOf(anomaly.id);
  const incident = id === undefined ? undefined : incidents.incident(id)?.incident;
  if (incident?.status === 'acknowledged') return 'acknowledged';
  const { services, labels } = subjectOfAnomaly(anomaly);
  const subject = { services: [...services, ...(incident?.services ?? [])], labels };
  return silences.some((silence) => touches(silence, subject)) ? 'silenced' : 'active';
}
