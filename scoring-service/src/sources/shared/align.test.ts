import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignToGrid } from './align.ts';

const align = (readings: [number, number][], step = 60) => {
  const { times, values } = alignToGrid(
    readings.map(([time]) => time),
    readings.map(([, value]) => value),
    step,
  );
  return [...times].map((time, i) => [time, values[i]]);
};

test('each interval with readings gets their mean at its start', () => {
  expect(align([[0, 1], [30, 3], [60, 5], [179, 7]])).toEqual([[0, 2], [60, 5], [120, 7]]); // prettier-ignore
});

test('missing readings are left out, an interval of nothing else too', () => {
  expect(align([[0, NaN], [30, 4], [60, NaN]])).toEqual([[0, 4]]); // prettier-ignore
  expect(align([])).toEqual([]);
});

test('times rise and lie on the grid, whatever order readings come in', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer())), (readings) => {
      const times = align(readings).map(([time]) => time);
      expect(times.every((time, i) => time % 60 === 0 && (i === 0 || time > times[i - 1]))).toBe(true);
      expect(times.length).toBe(new Set(readings.map(([time]) => Math.floor(time / 60))).size);
    }),
  );
});
