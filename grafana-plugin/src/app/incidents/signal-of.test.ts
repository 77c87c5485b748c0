import { incidentDetail } from '@lapwing/visuals/testing/incident';
import { expect, test } from 'vitest';
import { signalOf } from './signal-of.ts';

const NOW = Date.parse('2026-01-01T11:00:00.000Z');

test('a signal of the incident leads to its own anomaly', () => {
  expect(signalOf(incidentDetail(), 'l1', NOW)).toMatch(/signals\/l1\?from=\d+&to=\d+$/);
  expect(signalOf(incidentDetail(), 'w1', NOW), 'it goes on').toMatch(/signals\/w1\?from=now-\d+m&to=now$/);
});

test('a signal without an anomaly shows the time of the incident', () => {
  expect(signalOf(incidentDetail(), 'other', NOW)).toMatch(/signals\/other\?from=now-\d+m&to=now$/);
  const over = incidentDetail({ status: 'resolved', resolved_at: '2026-01-01T10:30:00.000Z' });
  expect(signalOf(over, 'other', NOW)).toMatch(/signals\/other\?from=\d+&to=\d+$/);
});
