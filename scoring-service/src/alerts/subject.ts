import type { Anomaly, Incident, Labels } from '@lapwing/contract';
import type { AlertSubject } from '../stores/alert-queue-store.ts';
import { entityOf } from '../incidents/entity-of.ts';
import { signalTitle } from '../signals/signal-title.ts';

/** An incident as its channels are told of it; `labels` of its anomalies. */
export function subjectOfIncident(incident: Incident, labels: Labels[], first?: AlertSubject): AlertSubject {
  const { id, severity, score, services, anomalies, started_at, updated_at, resolved_at } = incident;
  const { suspect, status, merged_into } = incident;
  const merged = status === 'merged';
  return {
    kind: 'incident',
    ...{ id, severity, score, services, labels, anomalies, started_at, updated_at },
    status: merged ? 'resolved' : status,
    title: incident.title,
    reason: merged ? `Part of the incident ${merged_into ?? 'beside it'} from now on.` : reasonOf(incident),
    service: first?.service ?? services[0] ?? 'unknown',
    suspect: suspect?.service ?? null,
    resolved_at: merged ? updated_at : resolved_at,
  };
}

function reasonOf({ suspects }: Incident): string {
  return suspects[0]?.evidence.join('. ') ?? '';
}

/** An anomaly that no incident took in; `gone` when its detector went and took it along. */
export function subjectOfAnomaly(anomaly: Anomaly): AlertSubject {
  const { id, severity, score, labels, reason, start, end, detector_id } = anomaly;
  const service = entityOf(labels, detector_id);
  return {
    kind: 'anomaly',
    ...{ id, severity, score, reason, service },
    status: end === null ? 'open' : 'resolved',
    title: signalTitle(labels, detector_id),
    services: [service],
    labels: [labels],
    anomalies: 1,
    suspect: null,
    started_at: start,
    updated_at: end ?? anomaly.peak,
    resolved_at: end,
  };
}
