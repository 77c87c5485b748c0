import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { falseRate, levelOf, rateAt } from './false-rate.ts';
import { LevelCounts } from './level-counts.ts';

const MINUTE = 60_000;
const GAP = 60 * MINUTE;
const WEEK_MINUTES = 10_080;

/** Groups of one peak each, 30 a week at 20 decibans and more, Pareto with `scale`; and incidents of 400 decibans. */
function watched(weeks: number, scale: number, incidentsAWeek: number): LevelCounts {
  const random = new Random(7);
  const counts = new LevelCounts({ gapMs: GAP, intervalMs: MINUTE, memoryWeeks: 1e9 });
  for (let i = 0; i < weeks * WEEK_MINUTES; i++) {
    let peak = random.next() < 30 / WEEK_MINUTES ? 20 * (1 - random.next()) ** -scale : 0;
    if (random.next() < incidentsAWeek / WEEK_MINUTES) peak = 400;
    counts.push(i * MINUTE, peak);
  }
  return counts;
}

test.each([0.15, 0.3, 0.5])('finds the level of one a week of a tail of scale %f', (scale) => {
  const rate = falseRate(watched(20, scale, 0), WEEK_MINUTES, 1, GAP);
  const told = 30 * (levelOf(rate, 1) / 20) ** (-1 / scale);
  expect(told).toBeGreaterThan(0.4);
  expect(told).toBeLessThan(2);
  expect(rateAt(rate, levelOf(rate, 1))).toBeCloseTo(1);
  expect(levelOf(rate, 0.1)).toBeGreaterThan(levelOf(rate, 1));
});

test('two real incidents a week, far above, hardly move it', () => {
  const bare = levelOf(falseRate(watched(20, 0.2, 0), WEEK_MINUTES, 1, GAP), 1);
  const beset = levelOf(falseRate(watched(20, 0.2, 2), WEEK_MINUTES, 1, GAP), 1);
  expect(beset / bare).toBeLessThan(1.4);
});

test('before anything was seen, calibrated p-values say it, and more signals need more', () => {
  const none = new LevelCounts({ gapMs: GAP, intervalMs: MINUTE, memoryWeeks: 8 });
  const level = (signals: number): number => levelOf(falseRate(none, signals * WEEK_MINUTES, 1, GAP), 1);
  expect(level(1)).toBeGreaterThan(20);
  expect(level(1)).toBeLessThan(45);
  expect(level(1_000)).toBeGreaterThan(level(1) + 15);
  expect(level(1e9)).toBeLessThan(1_000);
});
