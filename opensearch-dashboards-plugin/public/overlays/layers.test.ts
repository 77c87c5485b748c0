import { expect, test } from 'vitest';
import { testAnomaly } from '../panels/testing.ts';
import { failedLayer, layersOf } from './layers.ts';

const origin = {
  plugin: 'lapwingAnomaly',
  resource: { type: 'Lapwing', id: 'x', name: 'Errors', urlPath: '/app/x' },
  urlOf: ({ peak }: { peak: string }) => `/app/x/${peak}`,
};
const leadingTo = (peak: string): object => ({ ...origin.resource, urlPath: `/app/x/${peak}` });
const at = (time: string): number => Date.parse(time);
const span = { from: at('2026-11-29T10:00:00Z'), to: at('2026-11-29T11:00:00Z') };

test('one layer a severity, worst first, each anomaly at its peak within the span; it leads to its worst', () => {
  const layers = layersOf(
    [
      testAnomaly({}, { severity: 'HIGH', peak: '2026-11-29T10:40:00Z' }),
      testAnomaly({}, { severity: 'HIGH', score: 60, peak: '2026-11-29T10:20:00Z' }),
      testAnomaly({}, { severity: 'CRITICAL', peak: '2026-11-29T09:00:00Z' }),
    ],
    span,
    origin,
  );
  expect(layers).toEqual([
    {
      ...{ type: 'PointInTimeEvents', originPlugin: 'lapwingAnomaly' },
      pluginResource: leadingTo('2026-11-29T09:00:00Z'),
      pluginEventType: 'Critical anomalies',
      events: [{ timestamp: span.from, metadata: { pluginResourceId: 'x' } }],
    },
    {
      ...{ type: 'PointInTimeEvents', originPlugin: 'lapwingAnomaly' },
      pluginResource: leadingTo('2026-11-29T10:20:00Z'),
      pluginEventType: 'High anomalies',
      events: [
        { timestamp: at('2026-11-29T10:20:00Z'), metadata: { pluginResourceId: 'x' } },
        { timestamp: at('2026-11-29T10:40:00Z'), metadata: { pluginResourceId: 'x' } },
      ],
    },
  ]);
});

test('no anomaly, no layer; a failure is a layer that says why', () => {
  expect(layersOf([], span, origin)).toEqual([]);
  expect(failedLayer(origin, 'down')).toMatchObject({
    ...{ events: [], error: { type: 'FETCH_FAILURE', message: 'down' } },
  });
});
