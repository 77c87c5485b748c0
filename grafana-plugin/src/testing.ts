// Contract-shaped values for tests.
import type { IncidentSummary, ScoreSeries, Signal } from '@lapwing/contract';
export { anomaly } from '@lapwing/visuals/testing';

export function signal(change: Partial<Signal> = {}): Signal {
  return {
    id: '00000000000000a1',
    source: 'shop',
    kind: 'metric',
    labels: { service: 'checkout', metric: 'errors' },
    detector_id: 'errors',
    interval_seconds: 60,
    first_seen: '2026-01-01T00:00:00.000Z',
    last_seen: '2026-01-01T12:00:00.000Z',
    last_value: 3,
    last_score: 1,
    open_anomaly_id: null,
    open_severity: null,
    ...change,
  };
}

export function series(change: Partial<ScoreSeries> = {}): ScoreSeries {
  return {
    signal: signal(),
    step_seconds: 60,
    time: [0, 60_000, 120_000],
    value: [3, 48, null],
    value_min: [3, 40, null],
    value_max: [3, 48, null],
    expected: [3, 3, 3],
    lower: [0, 0, 0],
    upper: [9, 9, 9],
    score: [1, 62, 0],
    ...change,
  };
}

export function incident(change: Partial<IncidentSummary> = {}): IncidentSummary {
  return {
    id: 'i1',
    status: 'open',
    severity: 'HIGH',
    score: 62,
    title: 'Trouble in checkout',
    started_at: '2026-01-01T10:00:00.000Z',
    updated_at: '2026-01-01T10:10:00.000Z',
    resolved_at: null,
    services: ['checkout', 'payment'],
    anomalies: 3,
    suspect: null,
    ...change,
  };
}
