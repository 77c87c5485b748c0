import { expect, test } from 'vitest';
import { decimated } from './decimate.ts';

const MANY = 100_000;
const time = Array.from({ length: MANY }, (_, row) => row * 1000);
const span = { from: 0, to: MANY * 1000 };
const wave = time.map((_, row) => Math.sin(row / 500) * 100);

test('few rows are given as they are', () => {
  const columns = { time: [1, 2, 3], value: [1, null, 3] };
  expect(decimated(columns, { from: 0, to: 9 }, 100)).toBe(columns);
});

test('of many rows as many are kept as pixels can show, with every peak, gap and high score', () => {
  const value: (number | null)[] = [...wave];
  value[12_345] = 9_999;
  value[54_321] = null;
  const score = time.map((_, row) => (row === 77_777 ? 88 : 1));
  const found = decimated({ time, value, score, upper: wave }, span, 800);
  expect(found.time.length).toBeLessThan(800 * 5 + 10);
  expect(found.time.length).toBeGreaterThan(1600);
  expect([...found.time]).toEqual([...found.time].sort((a, b) => a - b));
  expect(new Set(found.time).size, 'no row twice').toBe(found.time.length);
  const at = (row: number): number => found.time.indexOf(row * 1000);
  expect(found.value[at(12_345)]).toBe(9_999);
  expect(found.value[at(54_321)]).toBeNull();
  expect(found.score?.[at(77_777)]).toBe(88);
  expect(found.upper?.[at(12_345)]).toBe(wave[12_345]);
  expect(found.expected).toBeUndefined();
});

test('each pixel keeps its lowest and its highest value', () => {
  const pixels = 200;
  const found = decimated({ time, value: wave }, span, pixels);
  const extremes = (
    times: readonly number[],
    values: readonly (number | null | undefined)[],
    place: number,
  ) => {
    const inside = values.filter((_, row) => Math.floor((times[row] ?? 0) / (span.to / pixels)) === place);
    return [Math.min(...(inside as number[])), Math.max(...(inside as number[]))];
  };
  for (const place of [0, 57, 199]) {
    expect(extremes(found.time, found.value, place)).toEqual(extremes(time, wave, place));
  }
});

test('after a zoom what is seen has its detail back, and the line leads in and out', () => {
  const zoomed = decimated({ time, value: wave }, { from: 50_000_000, to: 50_400_000 }, 800);
  const inside = zoomed.time.filter((t) => t >= 50_000_000 && t < 50_400_000);
  expect(inside).toHaveLength(400);
  expect(zoomed.time[0]).toBe(0);
  expect(zoomed.time.at(-1)).toBe((MANY - 1) * 1000);
});
