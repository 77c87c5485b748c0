import type { Signal } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { signalRow } from './signal-row.ts';

const MINUTE = 60_000;
const signal: Signal = {
  id: '00000000000000a1',
  source: 'shop',
  kind: 'metric',
  labels: { service: 'cart', metric: 'p95' },
  detector_id: 'latency',
  interval_seconds: 60,
  first_seen: null,
  last_seen: '2026-01-01T12:00:00.000Z',
  last_value: 3,
  last_score: 41,
  open_anomaly_id: 'a',
  open_severity: 'MEDIUM',
};
const seen = Date.parse('2026-01-01T12:00:00.000Z');

test('a signal is told by its labels, with what goes on and what was read last', () => {
  expect(signalRow(signal, seen)).toMatchObject({ title: 'cart · p95', severity: 'MEDIUM', value: 3, seen });
});

test('it is silent after a quarter of an hour, or ten of its own intervals', () => {
  expect(signalRow(signal, seen + 15 * MINUTE).silent).toBe(false);
  expect(signalRow(signal, seen + 16 * MINUTE).silent).toBe(true);
  expect(signalRow({ ...signal, interval_seconds: 3600 }, seen + 9 * 60 * MINUTE).silent).toBe(false);
  expect(signalRow({ ...signal, last_seen: null }, seen).silent, 'it never spoke').toBe(false);
});
