import { expect, test } from 'vitest';
import { anomaly } from '../testing.ts';
import { anomalousNow, anomalyRow } from './anomaly-row.ts';

test('a row has the title of its signal and its times as numbers', () => {
  expect(anomalyRow(anomaly({ end: null }))).toMatchObject({
    title: 'checkout · errors',
    start: Date.parse('2026-01-01T10:00:00.000Z'),
    end: null,
  });
  expect(anomalyRow(anomaly({ labels: {} })).title).toBe('signal 00000000000000a1');
});

test('now: open ones alone, one a signal, worst first', () => {
  const rows = anomalousNow([
    anomaly({ id: 'closed', severity: 'CRITICAL' }),
    anomaly({ id: 'high', end: null }),
    anomaly({ id: 'milder on the same signal', severity: 'LOW', end: null }),
    anomaly({ id: 'worst', signal_id: 'b', severity: 'CRITICAL', score: 71, end: null }),
    anomaly({ id: 'higher score', signal_id: 'c', score: 68, end: null }),
  ]);
  expect(rows.map((row) => row.id)).toEqual(['worst', 'higher score', 'high']);
});

test('equals are ordered by their start, then by title', () => {
  const rows = anomalousNow([
    anomaly({ id: 'b', signal_id: 'b', labels: { service: 'b' }, end: null }),
    anomaly({ id: 'a', signal_id: 'a', labels: { service: 'a' }, end: null }),
    anomaly({ id: 'early', signal_id: 'c', start: '2026-01-01T09:00:00.000Z', end: null }),
  ]);
  expect(rows.map((row) => row.id)).toEqual(['early', 'a', 'b']);
});
