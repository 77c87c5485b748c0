import { expect, test } from 'vitest';
import { withoutCounters } from './counter.ts';

const series = (metric: string, values: number[]): Parameters<typeof withoutCounters>[0] => ({
  service: 'cart',
  metric,
  times: values.map((_, i) => i * 10_000),
  values,
});

test('a counter becomes a rate, a start anew is no reading', () => {
  const rates = withoutCounters(series('requests_total', [100, 120, 150, 0, 10]));
  expect(rates.values).toEqual([2, 3, 1]);
  expect(rates.times).toEqual([10_000, 20_000, 40_000]);
});

test('what only rises is a counter, whatever its name', () => {
  const values = Array.from({ length: 20 }, (_, i) => 5 * i);
  expect(withoutCounters(series('cpu-seconds', values)).values).toEqual(new Array(19).fill(0.5));
});

test('levels stay as they are', () => {
  for (const values of [
    [5, 6, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15],
    [5, 5, 5, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6],
    [1, 2, 3],
  ]) {
    expect(withoutCounters(series('mem', values)).values).toBe(values);
  }
  const unread = series('requests_total', [NaN, NaN]);
  expect(withoutCounters(unread)).toBe(unread);
});
