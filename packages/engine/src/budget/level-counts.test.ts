import { expect, test } from 'vitest';
import { LEVELS, LevelCounts, levelAt } from './level-counts.ts';

const MINUTE = 60_000;
const SETTINGS = { gapMs: 60 * MINUTE, intervalMs: MINUTE, memoryWeeks: 1e9 };

test('peaks within the gap are one group of every level that they reach', () => {
  const counts = new LevelCounts(SETTINGS);
  for (let i = 0; i < 300; i++) counts.push(i * MINUTE, i < 40 ? 30 : i === 200 ? 50 : 0);
  const groups = (level: number): number =>
    counts.groups[Array.from({ length: LEVELS }, (_, j) => j).findIndex((j) => levelAt(j) >= level)];
  expect(groups(20)).toBeCloseTo(2);
  expect(groups(40)).toBeCloseTo(1);
  expect(groups(60)).toBe(0);
  expect(counts.weeks).toBeCloseTo(300 / 10_080);
});

test('what is long ago fades, groups and weeks alike', () => {
  const counts = new LevelCounts({ ...SETTINGS, memoryWeeks: 1 });
  counts.push(0, 30);
  for (let i = 1; i <= 10_080; i++) counts.push(i * MINUTE, 0);
  expect(counts.groups[0]).toBeCloseTo(Math.exp(-1), 3);
  expect(counts.weeks).toBeCloseTo(1 - Math.exp(-1), 3);
});

test('NaN reaches nothing; saved as plain numbers and restored it goes on the same', () => {
  const counts = new LevelCounts(SETTINGS);
  for (let i = 0; i < 500; i++) counts.push(i * MINUTE, i % 70 === 0 ? 25 + (i % 40) : NaN);
  const restored = new LevelCounts(SETTINGS, JSON.parse(JSON.stringify(counts.save())));
  for (const each of [counts, restored]) each.push(501 * MINUTE, 44);
  expect(restored.save()).toEqual(counts.save());
});
