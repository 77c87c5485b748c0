import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Labels } from '@lapwing/contract';
import type { PulledChunk } from '../sources/source.ts';
import { toIntervals, type Intervals } from './intervals.ts';

const STEP = 60_000;

function chunk(from: number, to: number, ...series: [Labels, [number, number][]][]): PulledChunk {
  return {
    range: { from, to },
    series: series.map(([labels, readings]) => ({
      labels,
      times: Float64Array.from(readings, ([time]) => time),
      values: Float64Array.from(readings, ([, value]) => value),
    })),
    absent: 'gap',
    warnings: [],
  };
}

function readings({ count, from, starts, series, values, spellings }: Intervals): [number, string, number][] {
  const rows: [number, string, number][] = [];
  for (let k = 0; k < count; k++) {
    for (let i = starts[k]; i < starts[k + 1]; i++) {
      rows.push([from + k * STEP, spellings[series[i]], values[i]]);
    }
  }
  return rows;
}

test('series become intervals, in the order of their labels, whatever order they came in', () => {
  const a: [Labels, [number, number][]] = [{ s: 'a' }, [[0, 1], [STEP, 2]]]; // prettier-ignore
  const b: [Labels, [number, number][]] = [{ s: 'b' }, [[STEP, 3]]];
  const expected = [
    [0, '[["s","a"]]', 1],
    [STEP, '[["s","a"]]', 2],
    [STEP, '[["s","b"]]', 3],
  ];
  expect(readings(toIntervals(chunk(0, 2 * STEP, a, b), STEP, {}))).toEqual(expected);
  expect(readings(toIntervals(chunk(0, 2 * STEP, b, a), STEP, {}))).toEqual(expected);
});

test('a reading off the grid belongs to its interval; the last of an interval wins; what lies outside is left out', () => {
  const series: [Labels, [number, number][]] = [
    {},
    [
      [-1, 9],
      [5, 1],
      [STEP - 1, 2],
      [STEP, NaN],
      [2 * STEP, 9],
    ],
  ];
  expect(readings(toIntervals(chunk(0, 2 * STEP, series), STEP, {}))).toEqual([[0, '[]', 2]]);
});

test('labels that the detector adds can hide what tells series apart: one of them is kept, and it is told', () => {
  const made = toIntervals(chunk(0, STEP, [{ s: 'a' }, [[0, 1]]], [{ s: 'b' }, [[0, 2]]]), STEP, { s: 'x' });
  expect(readings(made)).toEqual([[0, '[["s","x"]]', 1]]);
  expect(made.repeatedLabels).toBe(1);
});

test('an empty range and no series', () => {
  expect(toIntervals(chunk(0, 0), STEP, {}).count).toBe(0);
  expect(readings(toIntervals(chunk(0, STEP), STEP, {}))).toEqual([]);
});

test('where a chunk is cut makes no difference', () => {
  const minutes = fc.uniqueArray(fc.nat(49), { maxLength: 50 }).map((list) => list.sort((x, y) => x - y));
  fc.assert(
    fc.property(fc.array(minutes, { maxLength: 5 }), fc.integer({ min: 0, max: 50 }), (lists, cut) => {
      const series = lists.map((list, i): [Labels, [number, number][]] => [
        { s: String(i) },
        list.map((minute) => [minute * STEP, minute + i]),
      ]);
      const part = (from: number, to: number) =>
        readings(
          toIntervals(
            chunk(from, to, ...series.map(([labels, all]): [Labels, [number, number][]] => [labels, all])),
            STEP,
            {},
          ),
        );
      expect([...part(0, cut * STEP), ...part(cut * STEP, 50 * STEP)]).toEqual(part(0, 50 * STEP));
    }),
  );
});
