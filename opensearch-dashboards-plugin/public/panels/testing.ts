import type { Anomaly, Labels } from '@lapwing/contract';

/** An anomaly as the service sends it. */
export function testAnomaly(labels: Labels, more: Partial<Anomaly> = {}): Anomaly {
  return {
    ...{ id: 'a1', signal_id: '0123456789abcdef', detector_id: 'shop', source: 'logs', kind: 'log', labels },
    ...{
      start: '2026-11-29T10:00:00.000Z',
      end: '2026-11-29T10:05:00.000Z',
      peak: '2026-11-29T10:02:00.000Z',
    },
    ...{ severity: 'HIGH', score: 55, p_value: 1e-5, actual: 42, expected: 3, lower: 0, upper: 8 },
    ...{
      feature: 'level',
      model: 'statistical',
      reason: 'far above',
      alert: 'raised',
      alert_reason: '',
      trace: [],
    },
    ...more,
  };
}
