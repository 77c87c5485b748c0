import { expect, test } from 'vitest';
import { quantile } from './quantile.ts';

// Values of numpy.quantile([1, 2, 3, 4, 10], q).
test.each([
  [0, 1],
  [0.25, 2],
  [0.5, 3],
  [0.9, 7.6],
  [0.95, 8.8],
  [1, 10],
])('quantile %d', (q, expected) => {
  expect(quantile([1, 2, 3, 4, 10], q)).toBeCloseTo(expected, 12);
});

test('one number is every quantile; none has no quantile', () => {
  expect(quantile([5], 0.95)).toBe(5);
  expect(quantile([], 0.5)).toBeNaN();
});
