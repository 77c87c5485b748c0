import { expect, test } from 'vitest';
import { habitShift, notePeak, type Peak } from './habits.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NIGHT = Date.UTC(2026, 10, 16, 2);
const LOOK = { up: true, intervalMs: MINUTE, threshold: 40, decade: 10, isReal: () => false };

const daily = (days: number[], decibans = 60): Peak[] => days.map((day) => [NIGHT + day * DAY, 1, decibans]);

test('the fourth time in a row at the same time of day must be stronger than those before', () => {
  const shift = habitShift(daily([0, 1, 2]), { ...LOOK, timeMs: NIGHT + 3 * DAY + 10 * MINUTE });
  expect(shift).toMatchObject({ rule: 'recurring', decibans: 30 });
  expect(shift?.detail).toBe('came near 02:10 UTC on 3 of the last 5 days');
});

test.each([
  ['twice is no habit', daily([1, 2]), 3, 0, true],
  ['another time of day', daily([0, 1, 2]), 3, 20 * MINUTE, true],
  ['the other direction', daily([0, 1, 2]), 3, 0, false],
  ['long ago', daily([0, 1, 2]), 8, 0, true],
])('%s is not quieter', (_, peaks, day, late, up) => {
  expect(habitShift(peaks, { ...LOOK, up, timeMs: NIGHT + day * DAY + late })).toBeUndefined();
});

test('once a week counts in weeks', () => {
  const shift = habitShift(daily([0, 7, 21]), { ...LOOK, timeMs: NIGHT + 28 * DAY });
  expect(shift?.detail).toBe('came near this time of the week in 3 of the last 4 weeks');
});

test('peaks that somebody called real are none', () => {
  const isReal = (at: number): boolean => at === NIGHT;
  expect(habitShift(daily([0, 1, 2]), { ...LOOK, isReal, timeMs: NIGHT + 3 * DAY })).toBeUndefined();
});

test('a signal with a reading a day has no time of day', () => {
  const intervalMs = DAY;
  expect(habitShift(daily([0, 1, 2, 3]), { ...LOOK, intervalMs, timeMs: NIGHT + 4 * DAY })).toBeUndefined();
});

test('readings of one anomaly are one peak, its strongest; old peaks go', () => {
  let peaks: Peak[] = [];
  for (const [minute, decibans] of [
    [0, 50],
    [1, 80],
    [2, 60],
  ] as const) {
    peaks = notePeak(peaks, NIGHT + minute * MINUTE, true, decibans, 60 * MINUTE);
  }
  expect(peaks).toEqual([[NIGHT, 1, 80]]);
  peaks = notePeak(peaks, NIGHT + 40 * DAY, false, 44, 60 * MINUTE);
  expect(peaks).toEqual([[NIGHT + 40 * DAY, 0, 44]]);
  for (let i = 1; i < 100; i++) peaks = notePeak(peaks, NIGHT + 40 * DAY + i * 2 * 3_600_000, true, 50, 1);
  expect(peaks.length).toBeLessThanOrEqual(40);
});
