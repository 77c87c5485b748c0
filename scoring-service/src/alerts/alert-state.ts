import type { Alert, AlertStatus, Anomaly, Silence } from '@lapwing/contract';
import { signalTitle } from '../signals/signal-title.ts';
import type { IncidentStore } from '../stores/incident-store.ts';
import { touches } from './routes.ts';
import { subjectOfAnomaly } from './subject.ts';

/** An anomaly that is told, as it stands: with its incident and the silences that hold. */
export function alertOf(
  anomaly: Anomaly,
  incidents: Pick<IncidentStore, 'incident' | 'incidentOf'>,
  silences: readonly Silence[],
): Alert {
  const incidentId = incidents.incidentOf(anomaly.id);
  return {
    id: anomaly.id,
    status: statusOf(anomaly, incidentId, incidents, silences),
    severity: anomaly.severity,
    title: `${anomaly.severity}: ${signalTitle(anomaly.labels, anomaly.signal_id)}`,
    reason: anomaly.reason,
    started_at: anomaly.start,
    resolved_at: anomaly.end,
    incident_id: incidentId ?? null,
    anomaly,
  };
}

function statusOf(
  anomaly: Anomaly,
  incidentId: string | undefined,
  incidents: Pick<IncidentStore, 'incident'>,
  silences: readonly Silence[],
): AlertStatus {
  if (anomaly.end !== null) return 'resolved';
  const incident = incidentId === undefined ? undefined : incidents.incident(incidentId)?.incident;
  if (incident?.status === 'acknowledged') return 'acknowledged';
  const { services, labels } = subjectOfAnomaly(anomaly);
  const subject = { services: [...services, ...(incident?.services ?? [])], labels };
  return silences.some((silence) => touches(silence, subject)) ? 'silenced' : 'active';
}
