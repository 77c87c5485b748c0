import type { Detector } from '@lapwing/contract';
import { expect, test, vi } from 'vitest';
import type { HttpStart } from '../../types/core-public.ts';
import type { DataStart, PanelEmbeddable } from '../../types/dashboards.ts';
import { testAnomaly } from './testing.ts';
import { makeWatch } from './watch.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-29T12:00:00Z');
const data: DataStart = {
  query: {
    timefilter: {
      timefilter: {
        calculateBounds: ({ from }) =>
          from === 'broken' ? {} : { min: new Date(NOW - DAY_MS), max: new Date(NOW) },
      },
    },
  },
};
const detector = {
  ...{ id: 'shop', name: 'Shop', enabled: true, source: 'logs', kind: 'log', interval: '1m', delay: '30s' },
  ...{ history: '14d', direction: 'both', open_at: 'MEDIUM', labels: {}, max_signals: 100, revision: 1 },
  ...{ provisioned: false, created_at: '2026-11-01T00:00:00Z', changed_at: '2026-11-01T00:00:00Z' },
  models: { statistical: true, forest: true },
  query: { type: 'opensearch', index: 'shop-*', split_by: [], measure: { type: 'count' } },
} as unknown as Detector;
const panel = (index: string, from = 'now-24h'): PanelEmbeddable => ({
  ...{ id: index, type: 'search' },
  getInput: () => ({ id: index, timeRange: { from, to: 'now' } }),
  getOutput: () => ({ indexPatterns: [{ title: index }] }),
});

test('a dashboard of many panels asks once for anomalies and once for detectors', async () => {
  const asked: string[] = [];
  const fetch = vi.fn((path: string) => {
    asked.push(path);
    const items = path.endsWith('detectors') ? [detector] : [testAnomaly({})];
    return Promise.resolve({ items, total: 1, next: null });
  });
  const http = { fetch } as unknown as HttpStart;
  let time = NOW;
  const watch = makeWatch({ http, data, buildQuery: () => undefined }, () => time);
  const panels = ['shop-logs', 'shop-*', 'other'].map((index) => panel(index));
  const found = await Promise.all(panels.map((one) => watch.found(one)));
  expect(found.map(({ anomalies }) => anomalies.length)).toEqual([1, 1, 0]);
  expect(asked.sort()).toEqual(['/api/lapwing/v1/anomalies', '/api/lapwing/v1/detectors']);
  expect(fetch.mock.calls.find(([path]) => path.endsWith('anomalies'))).toMatchObject([
    '/api/lapwing/v1/anomalies',
    { query: { start_time: String(NOW - DAY_MS), end_time: String(NOW), limit: '1000' } },
  ]);
  await watch.found(panel('shop-logs', 'now-7d'));
  expect(fetch).toHaveBeenCalledTimes(3);
  time += 20_000;
  await watch.found(panel('shop-logs'));
  expect(fetch).toHaveBeenCalledTimes(4);
});

test('panels outside of a dashboard, and ranges that nobody understands, have nothing', async () => {
  const fetch = vi.fn(() => Promise.resolve({ items: [], total: 0, next: null }));
  const watch = makeWatch(
    { http: { fetch } as unknown as HttpStart, data, buildQuery: () => undefined },
    () => NOW,
  );
  const alone = panel('shop-logs');
  alone.getInput = () => ({ id: '1' });
  expect(await watch.found(alone)).toEqual({ anomalies: [], more: false });
  expect(fetch).not.toHaveBeenCalled();
  expect(await watch.found(panel('shop-logs', 'broken'))).toEqual({ anomalies: [], more: false });
});
