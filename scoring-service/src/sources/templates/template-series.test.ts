import { Detector } from '@lapwing/contract';
import { expect, test } from 'vitest';
import type { LineCell, LineSeries } from '../../stores/template-store.ts';
import { templateSeries } from './template-series.ts';
import { LINES_SILENT_AFTER_MS } from './words.ts';

const MINUTE = 60_000;
const detector = Detector.parse({
  ...{ id: 'd', name: 'd', source: 's', kind: 'log' },
  query: { type: 'templates' },
});
const whole: LineSeries = {
  ...{ key: 1, service: 'cart', template: undefined },
  runs: [{ start: 0, last: 2 * MINUTE, until: undefined }],
};
const template: LineSeries = {
  ...{ key: 2, service: 'cart', template: { id: '00ff', text: 'x'.repeat(500), level: 'error' } },
  runs: [{ start: 0, last: 0, until: undefined }],
};
const cell = (key: number, time: number, count: number, more: Partial<LineCell> = {}): LineCell => ({
  ...{ key, time, count, errors: 0, news: 0, rare: 0 },
  ...more,
});

function built(
  series: LineSeries[],
  cells: LineCell[],
  to: number,
  silence: 'zero' | 'gap' = 'zero',
  from = 0,
) {
  const work = { detector, series, cells, range: { from, to }, intervalMs: MINUTE, silence };
  return templateSeries(work).map(({ labels, times, values }) => ({
    labels,
    read: [...times].map((time, i) => [time / MINUTE, values[i]]),
  }));
}

test('a service: lines a minute, share of errors (none of none), new and rare templates', () => {
  const cells = [cell(1, 0, 10, { errors: 5 }), cell(1, 2 * MINUTE, 4, { news: 2, rare: 1 })];
  expect(built([whole], cells, 3 * MINUTE)).toEqual([
    {
      labels: { service: 'cart', metric: 'log_lines' },
      read: [
        [0, 10],
        [1, 0],
        [2, 4],
      ],
    },
    {
      labels: { service: 'cart', metric: 'log_error_share' },
      read: [
        [0, 0.5],
        [2, 0],
      ],
    },
    {
      labels: { service: 'cart', metric: 'new_log_templates' },
      read: [
        [0, 0],
        [1, 0],
        [2, 2],
      ],
    },
    {
      labels: { service: 'cart', metric: 'rare_log_templates' },
      read: [
        [0, 0],
        [1, 0],
        [2, 1],
      ],
    },
  ]);
});

test('a template: its lines, none once it is silent, and its text cut', () => {
  const [{ labels, read }] = built([template], [cell(2, 0, 7)], 3 * MINUTE);
  expect(labels).toMatchObject({
    service: 'cart',
    metric: 'template_lines',
    template_id: '00ff',
    level: 'error',
  });
  expect(labels['template']).toHaveLength(160);
  expect(read).toEqual([
    [0, 7],
    [1, 0],
    [2, 0],
  ]);
});

test('one that became part of another has no readings any more; nor one that is silent for a day', () => {
  const ended = { ...template, runs: [{ start: 0, last: 0, until: 2 * MINUTE }] };
  expect(built([ended], [cell(2, 0, 7)], 4 * MINUTE)[0].read).toEqual([
    [0, 7],
    [1, 0],
  ]);
  const from = LINES_SILENT_AFTER_MS;
  expect(built([template], [], from + 2 * MINUTE, 'zero', from)[0].read).toEqual([[1440, 0]]);
});

test('where the senders may be silent, an interval without any line is a gap', () => {
  const cells = [cell(1, 0, 10), cell(1, 2 * MINUTE, 4)];
  const lines = built([whole, template], cells, 3 * MINUTE, 'gap').map(({ read }) => read);
  expect(lines[0]).toEqual([
    [0, 10],
    [2, 4],
  ]);
  expect(lines.at(-1)).toEqual([
    [0, 0],
    [2, 0],
  ]);
});
