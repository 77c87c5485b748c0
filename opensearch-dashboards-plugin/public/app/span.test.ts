import { expect, test } from 'vitest';
import { spanOf } from './span.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-01-02T10:30:00Z');

test('moments are epoch ms, ISO 8601, or relative to now', () => {
  expect(spanOf({ from: 'now-6h', to: 'now' }, NOW, 'UTC')).toEqual({ from: NOW - 6 * HOUR, to: NOW });
  expect(spanOf({ from: '1000', to: '9000' }, NOW, 'UTC')).toEqual({ from: 1000, to: 9000 });
  const from = new Date(NOW - HOUR).toISOString();
  expect(spanOf({ from, to: 'now+1h' }, NOW, 'UTC')).toEqual({ from: NOW - HOUR, to: NOW + HOUR });
});

test('today is a day of the zone, whole', () => {
  const { from, to } = spanOf({ from: 'now/d', to: 'now/d' }, NOW, 'Europe/Berlin');
  expect(new Date(from).toISOString()).toBe('2026-01-01T23:00:00.000Z');
  expect(to - from).toBe(24 * HOUR - 1);
});

test('a range backwards still has a length', () => {
  const { from, to } = spanOf({ from: 'now', to: 'now-1h' }, NOW, undefined);
  expect(to).toBeGreaterThan(from);
});
