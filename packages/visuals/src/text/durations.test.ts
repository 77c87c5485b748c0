import { expect, test } from 'vitest';
import { formatAgo, formatDuration } from './durations.ts';

test.each([
  [0, '0 s'],
  [-5000, '0 s'],
  [45_000, '45 s'],
  [60_000, '1 min'],
  [90_000, '1 min 30 s'],
  [362_000, '6 min'],
  [12 * 60_000 + 5000, '12 min'],
  [3 * 3_600_000 + 5 * 60_000, '3 h 5 min'],
  [52 * 3_600_000, '2 d 4 h'],
  [40 * 86_400_000 + 3_600_000, '40 d'],
])('%d ms is written %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('ago', () => {
  expect(formatAgo(0, 60_000)).toBe('1 min ago');
  expect(formatAgo(60_000, 60_000)).toBe('now');
  expect(formatAgo(90_000, 60_000), 'clocks differ').toBe('now');
});
