import type { Labels, Signal, SignalKind } from '@lapwing/contract';
import { isoOrNull } from './sql.ts';
import { severityOfRank } from './severity-rank.ts';

/** The columns that `signalOf` reads; to be selected FROM SIGNAL_TABLES. */
export const SIGNAL_COLUMNS = `s.key, s.id, s.detector_id, s.source, s.kind, s.labels, s.interval_ms,
  st.first_time, st.last_time, st.last_value, st.last_score, st.open_anomaly, st.open_severity`;
export const SIGNAL_TABLES = 'signals s JOIN signal_state st ON st.signal = s.key';

export interface SignalRow {
  key: number;
  id: string;
  detector_id: string;
  source: string;
  kind: string;
  labels: string;
  interval_ms: number;
  first_time: number | null;
  last_time: number | null;
  last_value: number | null;
  last_score: number | null;
  open_anomaly: string | null;
  open_severity: number;
}

const MS_PER_SECOND = 1000;

export function signalOf(row: SignalRow): Signal {
  return {
    id: row.id,
    source: row.source,
    kind: row.kind as SignalKind,
    labels: labelsOf(row.labels),
    detector_id: row.detector_id,
    interval_seconds: row.interval_ms / MS_PER_SECOND,
    first_seen: isoOrNull(row.first_time),
    last_seen: isoOrNull(row.last_time),
    last_value: row.last_value,
    last_score: row.last_score,
    open_anomaly_id: row.open_anomaly,
    open_severity: severityOfRank(row.open_severity),
  };
}

export function labelsOf(json: string): Labels {
  return JSON.parse(json) as Labels;
}
