import type { IncidentDetail } from '@lapwing/contract';
import { type RawSpan, type ShownSpan, isOngoing, signalOnsets, spanAround } from '@lapwing/visuals';

/** What to show of one of an incident's signals: its anomaly; of any other signal, the incident's time. */
export function spanOfSignal(incident: IncidentDetail, signalId: string, now: number): ShownSpan | RawSpan {
  const onset = signalOnsets(incident).find((one) => one.signalId === signalId);
  const ended = isOngoing(incident.status) ? null : Date.parse(incident.resolved_at ?? incident.updated_at);
  const [start, end] = onset ? [onset.start, onset.end] : [Date.parse(incident.started_at), ended];
  return spanAround(start, end, now);
}
