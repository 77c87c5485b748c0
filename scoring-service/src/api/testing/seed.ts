import { type Anomaly, Detector, type Labels, type Severity } from '@lapwing/contract';
import type { ScoreStore } from '../../stores/score-store.ts';
import { anomalyId, signalId } from '../../signals/signal-id.ts';

export const MINUTE = 60_000;

export function detector(id: string, change: Partial<Detector> = {}): Detector {
  const query = { type: 'ingest', match: {} } as const;
  return {
    ...Detector.parse({ id, name: `Detector ${id}`, source: 'ingest', kind: 'metric', query }),
    ...change,
  };
}

export interface SeedAnomaly {
  start: number;
  end: number | null;
  severity: Severity;
  alert?: Anomaly['alert'];
}

/** Stores `values`, one a minute from `from`, as a detector's step: scored 5, and 60 inside an anomaly. Returns the signal's id. */
export function seedSignal(
  scores: ScoreStore,
  detectorId: string,
  labels: Labels,
  from: number,
  values: number[],
  anomalies: SeedAnomaly[] = [],
): string {
  const id = signalId('ingest', 'metric', labels);
  const times = Float64Array.from(values, (_, i) => from + i * MINUTE);
  const strange = (time: number): boolean =>
    anomalies.some(({ start, end }) => time >= start && (end === null || time < end));
  const column = (of: (value: number, time: number) => number): Float64Array =>
    Float64Array.from(values, (value, i) => of(value, times[i]));
  scores.commit({
    detectorId,
    newSignals: [{ id, detectorId, source: 'ingest', kind: 'metric', labels, intervalSeconds: 60 }],
    scores: {
      signals: values.map(() => id),
      times,
      values: Float64Array.from(values),
      scores: column((_, time) => (strange(time) ? 60 : 5)),
      pValues: column((_, time) => (strange(time) ? 1e-6 : 0.3)),
      news: column((_, time) => (strange(time) ? 60 : 0)),
      expected: column(() => 10),
      lower: column(() => 8),
      upper: column(() => 12),
    },
    anomalies: anomalies.map((seed) => anomalyOf(id, detectorId, labels, seed)),
    watermark: from + values.length * MINUTE,
  });
  return id;
}

export function anomalyOf(
  signal_id: string,
  detector_id: string,
  labels: Labels,
  { start, end, severity, alert = 'raised' }: SeedAnomaly,
): Anomaly {
  return {
    id: anomalyId(signal_id, detector_id, start),
    signal_id,
    detector_id,
    source: 'ingest',
    kind: 'metric',
    labels,
    start: new Date(start).toISOString(),
    end: end === null ? null : new Date(end).toISOString(),
    peak: new Date(start).toISOString(),
    severity,
    score: 60,
    p_value: 1e-6,
    actual: 99,
    expected: 10,
    lower: 8,
    upper: 12,
    feature: 'level',
    model: 'statistical',
    reason: 'much higher than at this time of day',
    alert,
    alert_reason: alert === 'raised' ? 'the score of 60 reaches 50' : 'the budget asks for 65',
    trace: [],
  };
}
