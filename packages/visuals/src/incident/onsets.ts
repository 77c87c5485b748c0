import type { IncidentDetail, Severity } from '@lapwing/contract';
import { worstFirst } from '../severity.ts';
import { signalTitle } from '../text/signal-title.ts';

/** One signal of an incident. Times in epoch ms. */
export interface SignalOnset {
  signalId: string;
  title: string;
  /** The part of the incident that it belongs to; undefined where none names its anomalies. */
  entity: string | undefined;
  severity: Severity;
  score: number;
  start: number;
  end: number | null;
  /** Behind the first of them, seconds. */
  lagSeconds: number;
  /** Of its worst anomaly. */
  reason: string;
}

/** The signals of an incident in order of onset; of those that began at once the louder one first. */
export function signalOnsets({ members, parts }: Pick<IncidentDetail, 'members' | 'parts'>): SignalOnset[] {
  const entities = new Map(parts.flatMap((part) => part.anomaly_ids.map((id) => [id, part.entity])));
  const rows = [...Map.groupBy(members, ({ signal_id }) => signal_id).values()].map((anomalies) => {
    const [worst] = anomalies.toSorted((a, b) => worstFirst(a.severity, b.severity) || b.score - a.score);
    const ends = anomalies.map(({ end }) => (end === null ? Infinity : Date.parse(end)));
    const end = Math.max(...ends);
    return {
      signalId: worst.signal_id,
      title: signalTitle(worst.labels, `signal ${worst.signal_id}`),
      entity: entities.get(worst.id),
      severity: worst.severity,
      score: worst.score,
      start: Math.min(...anomalies.map(({ start }) => Date.parse(start))),
      end: end === Infinity ? null : end,
      reason: worst.reason,
    };
  });
  const first = Math.min(...rows.map(({ start }) => start));
  return rows
    .map((row) => ({ ...row, lagSeconds: (row.start - first) / 1000 }))
    .sort((a, b) => a.start - b.start || b.score - a.score || (a.title < b.title ? -1 : 1));
}
