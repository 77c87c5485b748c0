import type { IncidentDetail } from '@lapwing/contract';
import { isOngoing, signalOnsets } from '@lapwing/visuals';
import { signalPath, spanAround } from '../routes.ts';

/** The page of one of an incident's signals, showing its anomaly; of any other signal, showing the incident's time. */
export function signalOf(incident: IncidentDetail, signalId: string, now: number): string {
  const onset = signalOnsets(incident).find((one) => one.signalId === signalId);
  const ended = isOngoing(incident.status) ? null : Date.parse(incident.resolved_at ?? incident.updated_at);
  const [start, end] = onset ? [onset.start, onset.end] : [Date.parse(incident.started_at), ended];
  return signalPath(signalId, spanAround(start, end, now));
}
