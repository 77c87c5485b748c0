import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fullJitterMs } from './backoff.ts';

test('anything from nothing up to a ceiling that doubles, half a minute at most', () => {
  expect([0, 1, 2, 5, 6, 7, 1e9].map((attempt) => fullJitterMs(attempt, 1))).toEqual([
    500, 1_000, 2_000, 16_000, 30_000, 30_000, 30_000,
  ]);
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const ms = fullJitterMs(attempt, random);
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(30_000);
    }),
  );
});

test('what the server asks for is the least, within reason', () => {
  expect(fullJitterMs(0, 0.5, 7_000)).toBe(7_000);
  expect(fullJitterMs(9, 1, 7_000)).toBe(30_000);
  expect(fullJitterMs(0, 0, 86_400_000)).toBe(300_000);
});
