import { expect, test, vi } from 'vitest';
import type { HttpStart } from '../../types/core-public.ts';
import type { DataStart } from '../../types/dashboards.ts';
import { testAnomaly } from '../panels/testing.ts';
import { makeLayersFor } from './make-layers.ts';
import { overlayFunction } from './overlay-function.ts';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const data: DataStart = {
  query: {
    timefilter: {
      timefilter: { calculateBounds: () => ({ min: new Date(NOW - 7_200_000), max: new Date(NOW) }) },
    },
  },
};
const context = { getSearchContext: () => ({ timeRange: { from: 'now-2h', to: 'now' } }) };
const args = { detectorId: 'shop', labels: '["service=cart"]' };
const make = (fetch: (path: string, options: unknown) => Promise<unknown>, now = () => NOW) => {
  const http = { fetch } as unknown as HttpStart;
  return makeLayersFor({ http, data, urls: { app: '/app/x', anomaly: ({ id }) => `/app/x/${id}` } }, now);
};
const answers = (path: string): Promise<unknown> =>
  Promise.resolve({
    items: path.endsWith('detectors')
      ? [detector]
      : [testAnomaly({ service: 'cart' }, { peak: '2026-11-29T11:00:00Z' })],
    ...{ total: 1, next: null },
  });
const detector = {
  ...{ id: 'shop', name: 'Shop errors', source: 'logs', kind: 'log', created_at: '2026-11-01T00:00:00Z' },
  ...{ changed_at: '2026-11-01T00:00:00Z', revision: 1, provisioned: false },
  query: { type: 'opensearch', index: 'shop-*', measure: { type: 'count' } },
};

test('the layers of others stay, ours come behind, named after the detector', async () => {
  const fetch = vi.fn(answers);
  const layers = make(fetch);
  const fn = overlayFunction(() => Promise.resolve(layers));
  const other = { type: 'PointInTimeEvents', originPlugin: 'other' };
  const out = await fn.fn({ type: 'vis_layers', layers: [other] }, args, context);
  expect(out).toMatchObject({
    type: 'vis_layers',
    layers: [
      other,
      {
        pluginEventType: 'High anomalies',
        pluginResource: { name: 'Shop errors', urlPath: '/app/x/a1' },
        events: [{ timestamp: Date.parse('2026-11-29T11:00:00Z') }],
      },
    ],
  });
  await fn.fn({ type: 'vis_layers' }, args, context);
  expect(fetch.mock.calls.map(([path]) => path).sort()).toEqual([
    '/api/lapwing/v1/anomalies',
    '/api/lapwing/v1/detectors',
  ]);
  expect(fetch).toHaveBeenCalledWith(
    '/api/lapwing/v1/anomalies',
    expect.objectContaining({
      query: expect.objectContaining({ detector_id: 'shop', label: ['service=cart'] }),
    }),
  );
});

test('a detector that is gone is named, with what to do', async () => {
  const layers = await make(answers)({ ...args, detectorId: 'gone' }, context.getSearchContext());
  expect(layers).toMatchObject([
    {
      events: [],
      error: { type: 'FETCH_FAILURE', message: expect.stringContaining('no detector gone') as string },
    },
  ]);
});

test('a failure is told once in ten minutes, and the chart is drawn', async () => {
  let time = NOW;
  const layers = make(
    () => Promise.reject(new Error('down')),
    () => time,
  );
  const run = () => layers(args, context.getSearchContext());
  expect(await run()).toMatchObject([{ error: { type: 'FETCH_FAILURE', message: 'down' } }]);
  time += 30_000;
  expect(await run()).toEqual([]);
  time += 600_000;
  expect(await run()).toHaveLength(1);
});

test('a service that hangs holds a chart up for two seconds and a half at most', async () => {
  vi.useFakeTimers();
  try {
    const fn = overlayFunction(() => Promise.resolve(() => new Promise<unknown[]>(() => undefined)));
    const out = fn.fn({ type: 'vis_layers', layers: ['other'] }, args, context);
    await vi.advanceTimersByTimeAsync(2_500);
    expect(await out).toEqual({ type: 'vis_layers', layers: ['other'] });
  } finally {
    vi.useRealTimers();
  }
});

test('arguments that somebody spoilt by hand, or a script that does not come, spoil no chart', async () => {
  const fn = overlayFunction(() => Promise.reject(new Error('404')));
  expect(await fn.fn({ type: 'vis_layers' }, args, {})).toEqual({ type: 'vis_layers', layers: [] });
  const layers = await make(answers)({ detectorId: 'shop', labels: '{' }, context.getSearchContext());
  expect(layers).toHaveLength(1);
});
