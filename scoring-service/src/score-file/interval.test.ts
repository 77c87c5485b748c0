import { expect, test } from 'vitest';
import { intervalSeconds } from './interval.ts';

test.each([
  ['even times', [0, 60_000, 120_000, 180_000], 60],
  ['one gap', [0, 60_000, 120_000, 900_000, 960_000], 60],
  ['repeated times', [0, 0, 0, 300_000, 300_000, 600_000], 300],
  ['times that go back', [600_000, 0, 60_000, 120_000], 60],
  ['a single row', [5], 60],
  ['no row', [], 60],
  ['all the same', [5, 5, 5], 60],
  ['milliseconds', [0, 1, 2, 3], 0.001],
])('%s', (_, times, seconds) => {
  expect(intervalSeconds(times)).toBe(seconds);
});
