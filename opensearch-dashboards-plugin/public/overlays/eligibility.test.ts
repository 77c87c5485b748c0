import { expect, test } from 'vitest';
import type { PanelEmbeddable } from '../../types/dashboards.ts';
import { whyNoOverlay } from './eligibility.ts';

const histogram = { type: 'date_histogram', schema: 'segment' };
const count = { type: 'count', schema: 'metric' };
const line = {
  type: 'line',
  params: { type: 'line', categoryAxes: [{ position: 'bottom' }], seriesParams: [{ type: 'line' }] },
  data: { aggs: [count, histogram] },
};
const panel = (serialized: unknown, savedObjectId: string | null = 'v1'): PanelEmbeddable => ({
  ...{ id: '1', type: 'visualization', vis: { serialize: () => serialized }, getOutput: () => ({}) },
  getInput: () => ({ id: '1', ...(savedObjectId !== null && { savedObjectId }) }),
});

test('a line over one time axis may have overlays', () => {
  expect(whyNoOverlay(panel(line), true, true)).toBe('');
});

test.each([
  ['an old OpenSearch Dashboards', panel(line), false, true, '2.9'],
  ['switched off', panel(line), true, false, 'switched off'],
  ['bars', panel({ ...line, type: 'histogram' }), true, true, 'line charts'],
  ['no visualisation', panel(undefined), true, true, 'line charts'],
  [
    'an area among lines',
    panel({ ...line, params: { ...line.params, seriesParams: [{ type: 'area' }] } }),
    true,
    true,
    'all series',
  ],
  ['no time', panel({ ...line, data: { aggs: [count] } }), true, true, 'date histogram'],
  [
    'time at the top',
    panel({ ...line, params: { ...line.params, categoryAxes: [{ position: 'top' }] } }),
    true,
    true,
    'bottom',
  ],
  [
    'split',
    panel({ ...line, data: { aggs: [count, histogram, { type: 'terms', schema: 'group' }] } }),
    true,
    true,
    'split',
  ],
  ['not saved', panel(line, null), true, true, 'Save'],
])('%s: the reason is told', (_name, one, augmenter, enabled, reason) => {
  expect(whyNoOverlay(one, augmenter, enabled)).toContain(reason);
});
