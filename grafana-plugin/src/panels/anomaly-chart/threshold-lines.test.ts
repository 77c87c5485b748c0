import { FieldType, ThresholdsMode, createTheme } from '@grafana/data';
import { expect, test } from 'vitest';
import type { PanelSeries } from './read-frames.ts';
import { thresholdLines } from './threshold-lines.ts';

const theme = createTheme();
const series = (mode: ThresholdsMode, config: object = {}): PanelSeries => ({
  ...{ key: 'a', title: 'a', columns: { time: [1, 2, 3], value: [10, null, 30] } },
  valueField: {
    ...{ name: 'value', type: FieldType.number, values: [] },
    config: {
      ...config,
      thresholds: {
        mode,
        steps: [
          { value: -Infinity, color: 'green' },
          { value: 50, color: '#ff0000' },
        ],
      },
    },
  },
});

test('each step but the lowest is a line', () => {
  expect(thresholdLines(series(ThresholdsMode.Absolute), theme)).toEqual([{ value: 50, colour: '#ff0000' }]);
});

test('percent lie between the least and the greatest value, or what the options name', () => {
  expect(thresholdLines(series(ThresholdsMode.Percentage), theme)[0]?.value).toBe(20);
  expect(thresholdLines(series(ThresholdsMode.Percentage, { min: 0, max: 100 }), theme)[0]?.value).toBe(50);
});
