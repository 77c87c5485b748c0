import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeTicks } from './time-ticks.ts';

test('round moments', () => {
  const from = Date.parse('2026-01-01T10:03:00.000Z');
  expect(timeTicks(from, from + 3_600_000, 5).map((t) => new Date(t).toISOString().slice(11, 16))).toEqual([
    '10:15',
    '10:30',
    '10:45',
    '11:00',
  ]);
  expect(timeTicks(5, 5, 4)).toEqual([]);
  expect(timeTicks(0, 10, 0)).toEqual([]);
});

test('never more than asked for, never outside, rising', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e13 }),
      fc.integer({ min: 1, max: 1e12 }),
      fc.integer({ min: 1, max: 12 }),
      (from, length, most) => {
        const ticks = timeTicks(from, from + length, most);
        expect(ticks.length).toBeLessThanOrEqual(most);
        for (const [i, tick] of ticks.entries()) {
          expect(tick).toBeGreaterThanOrEqual(from);
          expect(tick).toBeLessThanOrEqual(from + length);
          if (i > 0) expect(tick).toBeGreaterThan(ticks[i - 1]);
        }
      },
    ),
  );
});
