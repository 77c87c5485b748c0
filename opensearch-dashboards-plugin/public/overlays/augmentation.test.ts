import { expect, test, vi } from 'vitest';
import type { SavedObjects } from '../../types/dashboards.ts';
import { augmentations, resourceIdOf } from './augmentation.ts';

interface Stored {
  id: string;
  type: string;
  attributes: Record<string, unknown>;
  references: { type: string; id: string }[];
}

/** Saved objects as OpenSearch Dashboards keeps them, in memory. */
function savedObjects(stored: Stored[]): SavedObjects {
  return {
    client: {
      create: vi.fn((type: string, attributes: object, options?: object) => {
        const { references = [] } = (options ?? {}) as { references?: Stored['references'] };
        stored.push({ id: `s${stored.length}`, type, attributes: { ...attributes }, references });
        return Promise.resolve({});
      }),
      find: (options) => {
        const { hasReference } = options as { hasReference?: { id: string } };
        const found = stored.filter(
          ({ references }) =>
            hasReference === undefined || references.some(({ id }) => id === hasReference.id),
        );
        return Promise.resolve({ savedObjects: found, total: found.length });
      },
      delete: (_type, id) => {
        stored.splice(
          stored.findIndex((one) => one.id === id),
          1,
        );
        return Promise.resolve({});
      },
    },
  };
}
const foreign = (id: string): Stored => ({
  ...{ id, type: 'augment-vis', references: [{ type: 'visualization', id: 'v1' }] },
  attributes: { originPlugin: 'anomalyDetectionDashboards', pluginResource: { type: 'x', id: 'y' } },
});
const args = { detectorId: 'shop', labels: ['service=cart'] };

test('an overlay is added once, in the shape that vis_augmenter reads, and removed', async () => {
  const stored: Stored[] = [foreign('f')];
  const overlays = augmentations(savedObjects(stored), () => undefined);
  await overlays.add('v1', args);
  await overlays.add('v1', args);
  await overlays.add('v2', args);
  expect(stored).toHaveLength(3);
  expect(stored[1]).toEqual({
    ...{
      id: 's1',
      type: 'augment-vis',
      references: [{ name: 'visualization_0', type: 'visualization', id: 'v1' }],
    },
    attributes: {
      ...{
        title: 'Lapwing anomalies',
        originPlugin: 'lapwingAnomaly',
        visName: 'visualization_0',
        version: 1,
      },
      pluginResource: { type: 'Lapwing anomalies', id: resourceIdOf(args) },
      visLayerExpressionFn: {
        ...{ type: 'PointInTimeEvents', name: 'lapwing_anomalies' },
        args: { detectorId: 'shop', labels: '["service=cart"]' },
      },
    },
  });
  expect(await overlays.of('v1')).toMatchObject({ ours: [{ id: 's1' }], total: 2 });
  await overlays.remove(await overlays.all());
  expect(stored.map(({ id }) => id)).toEqual(['f']);
});

test('more than the chart may have is refused in words, counting those of other plugins', async () => {
  const overlays = augmentations(savedObjects([foreign('a'), foreign('b')]), () => 2);
  await expect(overlays.add('v1', args)).rejects.toThrow(
    'This chart has 2 overlays and may have 2 (Advanced settings, visualization:enablePluginAugmentation.maxPluginObjects). Remove one of them first.',
  );
});

test('the id of a resource is the same whatever the order, and of letters and digits', () => {
  const one = resourceIdOf({ detectorId: 'a', labels: ['x=1', 'y="2"'] });
  expect(one).toBe(resourceIdOf({ detectorId: 'a', labels: ['y="2"', 'x=1'] }));
  expect(one).not.toBe(resourceIdOf({ detectorId: 'a', labels: [] }));
  expect(one).toMatch(/^[a-z0-9]+$/);
});
