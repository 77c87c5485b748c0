import { expect, test } from 'vitest';
import { hasNumbers, rowAt } from './columns.ts';

test('the row of a moment is the last one that began by then', () => {
  const times = [10, 20, 30];
  expect([5, 10, 15, 30, 99].map((time) => rowAt(times, time))).toEqual([-1, 0, 0, 2, 2]);
  expect(rowAt([], 5)).toBe(-1);
});

test('a column of nothing has no numbers', () => {
  expect(hasNumbers(undefined)).toBe(false);
  expect(hasNumbers([null, undefined, Number.NaN])).toBe(false);
  expect(hasNumbers([null, 0])).toBe(true);
});
