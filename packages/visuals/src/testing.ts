import type { Anomaly } from '@lapwing/contract';

/** An anomaly for tests: checkout's errors, HIGH, one hour long, unless `change` says otherwise. */
export function anomaly(change: Partial<Anomaly> = {}): Anomaly {
  return {
    id: 'a1',
    signal_id: '00000000000000a1',
    detector_id: 'errors',
    source: 'shop',
    kind: 'metric',
    labels: { service: 'checkout', metric: 'errors' },
    start: '2026-01-01T10:00:00.000Z',
    end: '2026-01-01T11:00:00.000Z',
    peak: '2026-01-01T10:20:00.000Z',
    severity: 'HIGH',
    score: 62,
    p_value: 10 ** -6.2,
    actual: 48,
    expected: 3,
    lower: 0,
    upper: 9,
    feature: 'level',
    model: 'statistical',
    reason: 'errors of checkout are 48, expected 3',
    alert: 'raised',
    alert_reason: 'the score of 62 reaches 50',
    trace: [],
    ...change,
  };
}
