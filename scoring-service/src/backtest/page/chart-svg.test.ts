import type { ScoreSeries, Signal } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { chartSvg } from './chart-svg.ts';

function series(values: (number | null)[], spread = 1): ScoreSeries {
  const signal: Signal = {
    ...{
      id: '0000000000000001',
      source: 's',
      kind: 'metric',
      labels: {},
      detector_id: 'd',
      interval_seconds: 1,
    },
    ...{ first_seen: null, last_seen: null, last_value: null, last_score: null },
    ...{ open_anomaly_id: null, open_severity: null },
  };
  const moved = (by: number) => values.map((value) => (value === null ? null : value + by));
  return {
    ...{ signal, step_seconds: 1, time: values.map((_, i) => i * 1000), value: values },
    ...{ value_min: values, value_max: values, expected: values },
    ...{ lower: moved(-spread), upper: moved(spread), score: values.map(() => 0) },
  };
}
const path = (svg: string, name: string): string =>
  new RegExp(`class="${name}" d="([^"]*)"`).exec(svg)?.[1] ?? '';

test('a gap breaks the line and the areas', () => {
  const svg = chartSvg(series([1, 2, null, 3, 4]), [], 0, 5000);
  expect(path(svg, 'value').match(/M/g)).toHaveLength(2);
  expect(path(svg, 'band').match(/Z/g)).toHaveLength(2);
  expect(path(chartSvg(series([1, 2, 3]), [], 0, 3000), 'band').match(/Z/g)).toHaveLength(1);
});

test.each<[string, (number | null)[]]>([
  ['nothing', []],
  ['gaps alone', [null, null]],
  ['a constant', [5, 5, 5]],
  ['zeros', [0, 0]],
  ['one reading', [7]],
  ['huge and tiny', [1e300, -1e300, 1e-300]],
])('%s is drawn without a number that is none', (_, values) => {
  expect(chartSvg(series(values), [], 0, 1000)).not.toMatch(/NaN|Infinity|undefined/);
});

test('a band far beyond the readings is cut at the border, and does not shrink them', () => {
  const svg = chartSvg(series([1, 2, 3], 1000), [], 0, 3000);
  const heights = [...path(svg, 'band').matchAll(/ (-?[\d.]+)/g)].map(([, y]) => Number(y));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...heights)).toBeLessThanOrEqual(150);
});
