import type { Anomaly, SignalKind } from '@lapwing/contract';
import { labelsOf } from './signal-rows.ts';
import { severityOfRank } from './severity-rank.ts';
import { iso, isoOrNull, orNaN } from './sql.ts';

/** The columns that `anomalyOf` reads; to be selected FROM ANOMALY_TABLES. */
export const ANOMALY_COLUMNS = `a.seq, a.id, a.start_time, a.end_time, a.peak_time, a.severity, a.score, a.p_value,
  a.actual, a.expected, a.lower, a.upper, a.feature, a.model, a.reason,
  a.alert, a.alert_reason, a.trace,
  s.id AS signal_id, s.detector_id, s.source, s.kind, s.labels`;
export const ANOMALY_TABLES = 'anomalies a JOIN signals s ON s.key = a.signal';

export interface AnomalyRow {
  seq: number;
  id: string;
  signal_id: string;
  detector_id: string;
  source: string;
  kind: string;
  labels: string;
  start_time: number;
  end_time: number | null;
  peak_time: number;
  severity: number;
  score: number;
  p_value: number;
  actual: number | null;
  expected: number | null;
  lower: number | null;
  upper: number | null;
  feature: string;
  model: string;
  reason: string;
  alert: string;
  alert_reason: string;
  trace: string;
}

export function anomalyOf(row: AnomalyRow): Anomaly {
  return {
    id: row.id,
    signal_id: row.signal_id,
    detector_id: row.detector_id,
    source: row.source,
    kind: row.kind as SignalKind,
    labels: labelsOf(row.labels),
    start: iso(row.start_time),
    end: isoOrNull(row.end_time),
    peak: iso(row.peak_time),
    severity: severityOfRank(row.severity) ?? 'LOW',
    score: row.score,
    p_value: row.p_value,
    actual: orNaN(row.actual),
    expected: orNaN(row.expected),
    lower: orNaN(row.lower),
    upper: orNaN(row.upper),
    feature: row.feature as Anomaly['feature'],
    model: row.model as Anomaly['model'],
    reason: row.reason,
    alert: row.alert as Anomaly['alert'],
    alert_reason: row.alert_reason,
    trace: JSON.parse(row.trace) as Anomaly['trace'],
  };
}
