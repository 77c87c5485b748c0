import { expect, test } from 'vitest';
import { anomaly } from '../testing.ts';
import { MOST_RECENT, withAnomaly } from './live.ts';

test('a changed anomaly takes the place of its older state', () => {
  const list = withAnomaly([anomaly({ end: null })], anomaly({ severity: 'CRITICAL' }));
  expect(list).toEqual([anomaly({ severity: 'CRITICAL' })]);
});

test('newest start first, and never more than fit', () => {
  const old = Array.from({ length: MOST_RECENT }, (_, i) => anomaly({ id: `o${i}` }));
  const list = withAnomaly(old, anomaly({ id: 'new', start: '2026-01-02T00:00:00.000Z' }));
  expect(list).toHaveLength(MOST_RECENT);
  expect(list[0]?.id).toBe('new');
});
