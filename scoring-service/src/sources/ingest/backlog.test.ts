import { expect, test } from 'vitest';
import type { Labels } from '@lapwing/contract';
import { Backlog, type Reached } from './backlog.ts';

const MINUTE_MS = 60_000;
const OLD: Labels = { host: 'old' };
const NEW: Labels = { host: 'new' };
/** Scored up to minute 1000; `old` was last seen in minute 999. */
const reached: Reached = {
  intervalMs: MINUTE_MS,
  watermark: 1000 * MINUTE_MS,
  lastSeen: (labels) => (labels['host'] === 'old' ? 999 * MINUTE_MS : -Infinity),
};
const from = (labels: Labels, minute: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ labels, time: (minute + i) * MINUTE_MS + 7, value: 1 }));

test('readings of now are neither late nor a backlog', () => {
  expect(new Backlog().weigh(from(OLD, 1000, 200), reached)).toEqual({ late: 0, rewindTo: undefined });
});

test('readings of intervals that their signal was scored in, or after, are late, however many', () => {
  expect(new Backlog().weigh(from(OLD, 500, 500), reached)).toEqual({ late: 500, rewindTo: undefined });
});

test('a few old readings of a new signal are late', () => {
  expect(new Backlog().weigh(from(NEW, 990, 10), reached)).toEqual({ late: 10, rewindTo: undefined });
});

test('history of a new signal is scored from its beginning', () => {
  const weighed = new Backlog().weigh([...from(NEW, 300, 700), ...from(OLD, 1000, 1)], reached);
  expect(weighed).toEqual({ late: 0, rewindTo: 300 * MINUTE_MS });
});

test('a sender that was cut off may send its backlog one reading at a time', () => {
  const backlog = new Backlog();
  const weighed = from(NEW, 500, 100).map((reading) => backlog.weigh([reading], reached).rewindTo);
  expect(weighed.slice(0, 99).every((to) => to === undefined)).toBe(true);
  expect(weighed[99]).toBe(500 * MINUTE_MS);
});
