import type { CorrelatedAnomaly } from '@lapwing/engine';
import { expect, test } from 'vitest';
import { Pending, type Moment } from './pending.ts';

function anomaly(id: string, start: number, end = NaN): CorrelatedAnomaly {
  return { id, entity: id, labels: {}, start, end, score: 60, alerts: true, intervalMs: 60, traffic: false };
}

/** All moments up to `until`. */
function takeDue(pending: Pending, from: number, until: number): Moment[] {
  const moments: Moment[] = [];
  let next = pending.takeNext(from, until);
  while (next !== undefined) {
    moments.push(next);
    next = pending.takeNext(next.time, until);
  }
  return moments;
}

test('a moment at a time, in order, starts and ends', () => {
  const pending = new Pending(0);
  pending.add(1, anomaly('b', 20));
  pending.add(2, anomaly('a', 10, 20));
  const told = takeDue(pending, -Infinity, 30).map(({ time, anomalies }) => [
    time,
    ...anomalies.map(({ id }) => id),
  ]);
  expect(told).toEqual([
    [10, 'a'],
    [20, 'b', 'a'],
  ]);
  expect(takeDue(pending, 20, 30)).toEqual([]);
});

test('the cursor waits for what was not taken yet', () => {
  const pending = new Pending(4);
  pending.add(5, anomaly('a', 10));
  pending.add(6, anomaly('late', 99));
  pending.add(7, anomaly('b', 10));
  expect(pending.cursor).toBe(4);
  takeDue(pending, -Infinity, 50);
  expect(pending.cursor).toBe(5);
  expect(pending.readTo).toBe(7);
  takeDue(pending, 50, 100);
  expect(pending.cursor).toBe(7);
});

test('what comes too late comes now', () => {
  const pending = new Pending(0);
  pending.add(1, anomaly('a', 10));
  expect(takeDue(pending, 40, 50).map(({ time }) => time)).toEqual([40]);
});

test('what belongs to nobody any more is passed over', () => {
  const pending = new Pending(0);
  pending.add(3, undefined);
  expect(pending.cursor).toBe(3);
  expect(takeDue(pending, 0, 10)).toEqual([]);
});
