import { expect, test } from 'vitest';
import type { Call } from './calls.ts';
import { Cell, measureOf } from './cell.ts';

const call = (spanId: string, durationMs: number, error = false): Call => ({
  ...{ group: { by: 'service', service: 'shop' }, at: 0, traceId: 't', spanId, durationMs, error },
});

test('measures, with sampled calls standing for several', () => {
  const cell = new Cell();
  cell.add(call('a', 10), 3);
  cell.add(call('b', 1000, true));
  expect(measureOf(cell, 'rate', 2)).toBe(2);
  expect(measureOf(cell, 'errors', 2)).toBe(0.25);
  expect(measureOf(cell, 'p50', 2)).toBeCloseTo(10, 0);
  expect(measureOf(cell, 'p99', 2)).toBeCloseTo(10, 0);
  expect(measureOf(new Cell(), 'errors', 2)).toBeNaN();
  expect(measureOf(new Cell(), 'rate', 2)).toBe(0);
});

test('the slowest call and the slowest failure are kept, in whatever order they come', () => {
  const all = [call('a', 10), call('b', 30), call('c', 20, true), call('d', 30), call('e', 5, true)];
  for (const calls of [all, all.toReversed()]) {
    const [one, other] = [new Cell(), new Cell()];
    calls.forEach((each, i) => (i % 2 === 0 ? one : other).add(each));
    one.merge(other);
    expect(one.slowest?.spanId).toBe('b');
    expect(one.failed?.spanId).toBe('c');
    expect([one.count, one.errors]).toEqual([5, 2]);
  }
});
