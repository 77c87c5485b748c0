import type { Alert } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { anomaly } from '../testing.ts';
import { alertRow, alertStatusName } from './alert-row.ts';

const alert = (labels: Record<string, string>): Alert => {
  const inner = anomaly({ labels });
  return {
    ...{ id: inner.id, status: 'active', severity: inner.severity, title: 't', reason: inner.reason },
    ...{ started_at: inner.start, resolved_at: inner.end, incident_id: 'i1', anomaly: inner },
  };
};

test('an alert is silenced by its service, or by its labels where it has none', () => {
  expect(alertRow(alert({ service: 'cart', metric: 'p95' }))).toMatchObject({
    title: 'cart · p95',
    incidentId: 'i1',
    silence: { services: ['cart'], labels: {} },
  });
  expect(alertRow(alert({ host: 'a1' })).silence).toEqual({ services: [], labels: { host: 'a1' } });
  expect(alertStatusName('silenced')).toBe('Silenced');
});
