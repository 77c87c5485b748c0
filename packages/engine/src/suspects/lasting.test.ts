import { expect, test } from 'vitest';
import { lastingShare } from './lasting.ts';
import { ascending } from './statistics.ts';

const PAST = ascending(Array.from({ length: 100 }, (_, i) => 10 + (i % 7) / 10));

/** A trouble of four quarters with ten readings each, at these levels. */
const move = (levels: number[], each = 10) => {
  const quarters = levels.map((level) => Array.from({ length: each }, (_, i) => level + (i % 7) / 10));
  return { past: PAST, now: ascending(quarters.flat()), quarters: quarters.map(ascending) };
};

test('what goes on counts in full, also when it began late; what is over after a quarter less than half', () => {
  expect(lastingShare(move([30, 30, 30, 30]), 1)).toBeCloseTo(1, 1);
  expect(lastingShare(move([10, 10, 30, 30]), 1)).toBeCloseTo(1, 1);
  expect(lastingShare(move([10, 30, 10, 10]), 1)).toBeLessThan(0.5);
  expect(lastingShare(move([10, 12, 14, 16]), 1)).toBeGreaterThan(0.7);
  expect(lastingShare(move([2, 2, 2, 2]), -1)).toBeCloseTo(1, 1);
});

test('of few readings it is not known', () => {
  expect(lastingShare(move([10, 30, 10, 10], 1), 1)).toBe(1);
});
