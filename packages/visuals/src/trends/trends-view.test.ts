import type { History } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { trendsView } from './trends-view.ts';

const counts = (LOW: number, CRITICAL: number) => ({ LOW, MEDIUM: 0, HIGH: 0, CRITICAL });
const names = Array.from({ length: 10 }, (_, i) => `s${i}`);
const history: History = {
  from: '2026-01-05T00:00:00.000Z',
  to: '2026-01-07T00:00:00.000Z',
  time_zone: 'UTC',
  total: 14,
  raised: 7,
  buckets: [
    { time: '2026-01-05T00:00:00.000Z', counts: counts(10, 1), total: 11 },
    { time: '2026-01-06T00:00:00.000Z', counts: counts(3, 0), total: 3 },
  ],
  services: names.map((name, i) => ({ name: i === 0 ? '' : name, total: 1, counts: [1, 0] })),
  detectors: [{ name: 'd', total: 14, counts: [11, 3] }],
  signals: [{ signal_id: 'a1', labels: { service: 'cart' }, detector_id: 'd', anomalies: 14, raised: 7 }],
  week: Array.from({ length: 168 }, (_, hour) => (hour === 25 ? 14 : 0)),
  incidents: {
    ...{ opened: 3, acknowledged: 1, resolved: 2 },
    ...{ mean_seconds_to_acknowledge: 90, mean_seconds_to_resolve: null },
  },
};

test('bars by severity, mildest at the foot', () => {
  const { layers, most, times } = trendsView(history, 'severity');
  expect(layers.map(({ name, total }) => [name, total])).toEqual([
    ['Low', 13],
    ['Medium', 0],
    ['High', 0],
    ['Critical', 1],
  ]);
  expect([most, times.length]).toEqual([11, 2]);
});

test('of many services the busiest are named, and what is left is one layer: nothing gets lost', () => {
  const { layers } = trendsView(history, 'service');
  expect(layers).toHaveLength(9);
  expect(layers[0]?.name).toBe('no service');
  expect(layers.at(-1)).toMatchObject({ name: 'all others', total: 6, counts: [3, 3] });
  expect(trendsView(history, 'detector').layers.map(({ name }) => name)).toEqual(['d']);
});

test('facts, the noisiest, and when in the week', () => {
  const { facts, noisiest, heat } = trendsView(history, 'severity');
  expect(facts.map(({ value }) => value)).toEqual(['14', '7', '3', '1 min 30 s', '–']);
  expect(facts[1]?.note).toBe('50 % of the anomalies');
  expect(noisiest[0]).toMatchObject({ title: 'cart', raised: 7 });
  expect(heat.days[1]?.hours[1]).toMatchObject({ share: 1, text: 'Tuesday 01:00, 14 anomalies' });
  expect(heat.days[0]?.hours[0]).toMatchObject({ share: 0, count: 0 });
});
