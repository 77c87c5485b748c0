import { expect, test } from 'vitest';
import { chartData } from './chart-data.ts';

const time = [1, 2, 3];
const value = [1, null, 3];

test('what has no number is not drawn', () => {
  expect(chartData({ time, value, expected: [null, null, null] }, true)).toEqual({
    aligned: [time, value],
    roles: ['value'],
  });
});

test('band and expected line are drawn beneath the values, unless they are switched off', () => {
  const columns = { time, value, expected: [1, 1, 1], lower: [0, 0, 0], upper: [2, 2, 2] };
  expect(chartData(columns, true).roles).toEqual(['upper', 'lower', 'expected', 'value']);
  expect(chartData(columns, false).roles).toEqual(['value']);
});

test('half a band is none', () => {
  expect(chartData({ time, value, upper: [2, 2, 2], lower: [null, null, null] }, true).roles).toEqual([
    'value',
  ]);
});

test('the spread of readings is drawn where a row stands for several', () => {
  const same = { time, value, value_min: value, value_max: value };
  expect(chartData(same, true).roles).toEqual(['value']);
  expect(chartData({ ...same, value_max: [2, null, 5] }, true).roles).toEqual(['highest', 'lowest', 'value']);
});

test('what can’t be drawn becomes a gap; a clean column is not copied', () => {
  expect(chartData({ time, value: [1, Number.NaN, Infinity] }, true).aligned[1]).toEqual([1, null, null]);
  expect(chartData({ time, value }, true).aligned[1]).toBe(value);
});
