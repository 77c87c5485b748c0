import { expect, test } from 'vitest';
import { ascending, countAbove, mean, quantile, rateDeviate, shareDeviate } from './statistics.ts';

test('quantiles between neighbours', () => {
  expect(quantile(ascending([4, 1, 3, 2]), 0.5)).toBe(2.5);
  expect(quantile([7], 0.9)).toBe(7);
  expect(quantile([], 0.5)).toBeNaN();
  expect(mean(new Float64Array([1, 2, 6]))).toBe(3);
});

test('counts above a border', () => {
  const sorted = ascending([1, 2, 2, 3]);
  expect([0, 1, 2, 3].map((border) => countAbove(sorted, border))).toEqual([4, 3, 1, 0]);
});

test('deviates: signed, nought for the same share, squared the G of a 2 × 2 table', () => {
  expect(shareDeviate(5, 10, 50, 100)).toBeCloseTo(0);
  expect(shareDeviate(10, 10, 0, 10)).toBeLessThan(-4);
  expect(shareDeviate(0, 0, 5, 10)).toBe(0);
  // G = 2 Σ O ln(O / E) over 10, 90, 30, 70 where 20, 80, 20, 80 were expected.
  const g = 2 * (10 * Math.log(0.5) + 90 * Math.log(90 / 80) + 30 * Math.log(1.5) + 70 * Math.log(70 / 80));
  expect(shareDeviate(10, 100, 30, 100) ** 2).toBeCloseTo(g, 9);
  expect(rateDeviate(10, 1, 10, 1)).toBeCloseTo(0);
  expect(rateDeviate(0, 10, 8, 10)).toBeGreaterThan(3);
  expect(rateDeviate(0, 10, 0, 10)).toBe(0);
});
