import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketLength, downsample, type SeriesRow } from './downsample.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-11-01T00:00:00Z');

const reading = (minute: number, value: number, score = 0): SeriesRow => ({
  time: START + minute * MINUTE,
  value,
  expected: null,
  lower: null,
  upper: null,
  score,
});

const seriesOf = fc
  .uniqueArray(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 300 })
  .chain((minutes) =>
    fc
      .array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 0, max: 100 })), {
        minLength: minutes.length,
        maxLength: minutes.length,
      })
      .map((numbers) => minutes.toSorted((a, b) => a - b).map((minute, i) => reading(minute, ...numbers[i]))),
  );

test('at most as many points as asked for, with the highest score, the lowest and the highest value', () => {
  fc.assert(
    fc.property(
      seriesOf,
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 0, max: 50 }),
      (rows, most, early) => {
        const from = START - early * MINUTE;
        const to = START + 3_001 * MINUTE;
        const bucketMs = bucketLength(from, to, MINUTE, most);
        const columns = downsample(rows, MINUTE, bucketMs);
        const lengths = new Set(Object.values(columns).map((column: unknown[]) => column.length));
        expect(lengths.size).toBe(1);
        expect(columns.time.length).toBeLessThanOrEqual(most);
        expect(columns.time).toEqual(columns.time.toSorted((a, b) => a - b));
        expect(new Set(columns.time).size).toBe(columns.time.length);
        const numbers = (column: (number | null)[]): number[] => column.filter((value) => value !== null);
        expect(Math.max(...columns.score)).toBe(Math.max(...rows.map(({ score }) => score)));
        expect(Math.min(...numbers(columns.value_min))).toBe(Math.min(...rows.map(({ value }) => value)));
        expect(Math.max(...numbers(columns.value_max))).toBe(Math.max(...rows.map(({ value }) => value)));
        // Every point that is no gap is a reading, as it was.
        for (const [i, time] of columns.time.entries()) {
          if (columns.value[i] === null) continue;
          expect(rows).toContainEqual(
            expect.objectContaining({ time, value: columns.value[i], score: columns.score[i] }),
          );
        }
      },
    ),
  );
});

test('a chart that is moved by less than a bucket keeps its points', () => {
  const rows = Array.from({ length: 1_000 }, (_, i) => reading(i, i % 13, i % 17));
  const length = bucketLength(START, START + 1_000 * MINUTE, MINUTE, 100);
  const moved = bucketLength(START + MINUTE, START + 1_001 * MINUTE, MINUTE, 100);
  expect(moved).toBe(length);
  const later = (some: SeriesRow[], bucketMs: number): number[] =>
    downsample(some, MINUTE, bucketMs).time.filter((time) => time >= START + 100 * MINUTE);
  expect(later(rows, length).length).toBeGreaterThan(80);
  expect(later(rows.slice(5), moved)).toEqual(later(rows, length));
});

test('readings that fit are left as they are', () => {
  const rows = [reading(0, 1), reading(1, 2), reading(2, 3)];
  const columns = downsample(rows, MINUTE, bucketLength(START, START + 3 * MINUTE, MINUTE, 100));
  expect(columns.value).toEqual([1, 2, 3]);
});

test('one missing reading is bridged, two break the line', () => {
  const bridged = downsample([reading(0, 1), reading(2, 2)], MINUTE, MINUTE);
  expect(bridged.value).toEqual([1, 2]);
  const broken = downsample([reading(0, 1), reading(3, 2)], MINUTE, MINUTE);
  expect(broken.value).toEqual([1, null, 2]);
  expect(broken.time).toEqual([START, START + MINUTE, START + 3 * MINUTE]);
  expect(broken.score).toEqual([0, 0, 0]);
});

test('an empty bucket of several intervals breaks the line', () => {
  const rows = [reading(0, 1), reading(1, 5, 3), reading(11, 2)];
  const columns = downsample(rows, MINUTE, 5 * MINUTE);
  expect(columns.value).toEqual([5, null, 2]);
  expect(columns.value_min).toEqual([1, null, 2]);
  expect(columns.value_max).toEqual([5, null, 2]);
});

test('no readings, no points', () => {
  expect(downsample([], MINUTE, MINUTE).time).toEqual([]);
});
