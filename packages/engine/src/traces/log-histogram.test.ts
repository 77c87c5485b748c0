import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LogHistogram } from './log-histogram.ts';

const durations = fc.array(fc.double({ min: 0.01, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 300 });

function of(values: number[]): LogHistogram {
  const histogram = new LogHistogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

test('a quantile lies within 1 % of the true one', () => {
  fc.assert(
    fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
      const sorted = Float64Array.from(values).sort();
      const truth = sorted[Math.floor(q * (sorted.length - 1))];
      expect(Math.abs(of(values).quantile(q) - truth)).toBeLessThanOrEqual(0.0101 * truth);
    }),
  );
});

test('merged sketches are the sketch of all, and bytes bring back the same', () => {
  fc.assert(
    fc.property(durations, durations, (a, b) => {
      const merged = of(a);
      merged.merge(of(b));
      expect(merged.encode()).toEqual(of([...a, ...b]).encode());
      const back = LogHistogram.decode(merged.encode());
      expect(back.encode()).toEqual(merged.encode());
      expect(back.total).toBe(a.length + b.length);
    }),
  );
});

test('nothing, zero and the absurd', () => {
  expect(new LogHistogram().quantile(0.5)).toBeNaN();
  expect(of([0]).quantile(1)).toBeCloseTo(0.001, 4);
  expect(of([-5]).quantile(1)).toBeCloseTo(0.001, 4);
  expect(of([1e300]).quantile(1)).toBeGreaterThan(8e9);
});

test('halving keeps whole counts', () => {
  const histogram = new LogHistogram();
  histogram.add(10, 5);
  histogram.add(20, 1);
  histogram.halve();
  expect(histogram.total).toBe(2);
  expect(histogram.quantile(1)).toBeCloseTo(10, 0);
});

test('refuses what it did not write', () => {
  expect(() => LogHistogram.decode(Uint8Array.from([9]))).toThrow('version 9');
  expect(() => LogHistogram.decode(Uint8Array.from([1, 200]))).toThrow('middle of a number');
});
