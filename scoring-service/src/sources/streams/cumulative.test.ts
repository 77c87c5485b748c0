import { expect, test } from 'vitest';
import { coarser, exponentialRow, bucketQuantile } from './buckets.ts';
import { increase, type Total } from './cumulative.ts';
import { measuresOf } from './measures.ts';

const total = (time: number, count: number, change: Partial<Total> = {}): Total => ({
  start: 0,
  time,
  count,
  ...change,
});

test('what was added, a second', () => {
  const added = increase(total(1000, 10), total(6000, 60));
  expect(added).toMatchObject({ seconds: 5, count: 50 });
  expect(added && measuresOf(added)).toEqual([['rate', 10]]);
});

test('a counter that fell, or whose start is new, counts from zero', () => {
  expect(increase(total(1000, 100), total(2000, 5))?.count).toBe(5);
  const restarted = total(9000, 200, { start: 5000 });
  expect(increase(total(4000, 100, { start: 1 }), restarted)?.count).toBe(200);
});

test('points that are not newer add nothing; the first one alone says something when its start is near', () => {
  expect(increase(total(2000, 10), total(2000, 20))).toBeUndefined();
  expect(increase(total(2000, 10), total(1000, 5))).toBeUndefined();
  expect(increase(undefined, total(1000, 10))).toBeUndefined();
  expect(increase(undefined, total(61_000, 60, { start: 1000 }))).toMatchObject({ count: 60, seconds: 60 });
  expect(increase(undefined, total(4_000_000, 60, { start: 1000 }))).toBeUndefined();
});

test('percentiles of explicit buckets, as histogram_quantile has them', () => {
  const buckets = (counts: number[]) => ({ buckets: { borders: [10, 100], counts }, sum: 0 });
  const added = increase(total(0, 0, buckets([5, 0, 0])), total(1000, 100, buckets([5, 100, 0])));
  expect(Object.fromEntries(added ? measuresOf(added) : [])).toMatchObject({ p50: 55, p99: 99.1 });
  // Beyond the last border nothing is known.
  expect(bucketQuantile({ uppers: [10, Infinity], counts: [0, 4] }, 0.5)).toBe(10);
  expect(bucketQuantile({ uppers: [10, Infinity], counts: [0, 0] }, 0.5)).toBeNaN();
});

test('exponential buckets of two scales are compared at the coarser one', () => {
  const none = { offset: 0, counts: [] };
  const at = (scale: number, offset: number, counts: number[]) => ({
    exponential: { scale, zeroCount: 0, positive: { offset, counts }, negative: none },
  });
  // Scale 1: (1, √2] and (√2, 2]; scale 0: (1, 2] and (2, 4].
  const added = increase(total(0, 2, at(1, 0, [1, 1])), total(1000, 10, at(0, 0, [6, 4])));
  expect(added?.exponential).toMatchObject({ scale: 0, positive: { offset: 0, counts: [4, 4] } });
  expect(coarser({ offset: -3, counts: [1, 1, 1] }, 1)).toEqual({ offset: -2, counts: [1, 2] });
  const side = { offset: 0, counts: [4] };
  const row = exponentialRow({ scale: 0, positive: side, negative: side }, 2);
  expect(bucketQuantile(row, 0.01)).toBeLessThan(0);
  expect(bucketQuantile(row, 0.99)).toBeGreaterThan(1);
});
