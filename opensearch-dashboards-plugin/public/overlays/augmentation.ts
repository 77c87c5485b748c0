import { z } from 'zod';
import { PLUGIN_ID } from '../../common/ids.ts';
import type { SavedObjects } from '../../types/dashboards.ts';
import { OVERLAY_FUNCTION } from './overlay-function.ts';
import { POINT_IN_TIME } from './layers.ts';

/** The saved object that ties an overlay to a visualisation, as `vis_augmenter` reads it. */
const TYPE = 'augment-vis';
const REFERENCE = 'visualization_0';
/** As the resource's kind stands in `vis_augmenter`'s list of events. */
export const RESOURCE_TYPE = 'Lapwing anomalies';
/** Its settings, and what holds where they were never set. */
export const MOST_OBJECTS = 'visualization:enablePluginAugmentation.maxPluginObjects';
export const ENABLED = 'visualization:enablePluginAugmentation';
const MOST_UNLESS_TOLD = 10;
const PAGE = 1000;

/** What an overlay shows: the anomalies of a detector, perhaps of some series of it alone. */
export interface OverlayArgs {
  detectorId: string;
  /** `service=cart`, each of which an anomaly must have. */
  labels: string[];
}

const Overlay = z.object({
  id: z.string(),
  attributes: z.object({
    originPlugin: z.string().default(''),
    pluginResource: z.object({ id: z.string() }).default({ id: '' }),
    visLayerExpressionFn: z
      .object({ args: z.object({ detectorId: z.string() }).catch({ detectorId: '' }) })
      .default({ args: { detectorId: '' } }),
  }),
});

interface Overlays {
  /** Ids of ours on a visualisation. */
  ours: { id: string; resourceId: string }[];
  /** Those of all plugins together. */
  total: number;
}

/** Works as the person who is signed in: whoever may not write saved objects is told so. */
export interface Augmentations {
  of(visId: string): Promise<Overlays>;
  /** Every overlay of ours, on whatever visualisation the person may see; those of one detector, where it is named. */
  all(detectorId?: string): Promise<string[]>;
  add(visId: string, args: OverlayArgs): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
}

export function augmentations({ client }: SavedObjects, most: () => unknown): Augmentations {
  const find = async (visId?: string): Promise<z.infer<typeof Overlay>[]> => {
    const found = await client.find({
      ...{ type: TYPE, perPage: PAGE },
      ...(visId !== undefined && { hasReference: { type: 'visualization', id: visId } }),
    });
    return z.array(Overlay).parse(found.savedObjects);
  };
  const ours = (objects: z.infer<typeof Overlay>[]): z.infer<typeof Overlay>[] =>
    objects.filter(({ attributes }) => attributes.originPlugin === PLUGIN_ID);
  return {
    async of(visId) {
      const objects = await find(visId);
      return {
        ours: ours(objects).map(({ id, attributes }) => ({ id, resourceId: attributes.pluginResource.id })),
        total: objects.length,
      };
    },
    async all(detectorId) {
      const all = ours(await find());
      const wanted = all.filter(
        ({ attributes }) =>
          detectorId === undefined || attributes.visLayerExpressionFn.args.detectorId === detectorId,
      );
      return wanted.map(({ id }) => id);
    },
    async add(visId, args) {
      const resourceId = resourceIdOf(args);
      const { ours: there, total } = await this.of(visId);
      if (there.some((one) => one.resourceId === resourceId)) return;
      const limit = Number(most() ?? MOST_UNLESS_TOLD);
      if (total >= limit) {
        throw new Error(
          `This chart has ${total} overlays and may have ${limit} (Advanced settings, ${MOST_OBJECTS}). Remove one of them first.`,
        );
      }
      await client.create(
        TYPE,
        {
          title: RESOURCE_TYPE,
          originPlugin: PLUGIN_ID,
          pluginResource: { type: RESOURCE_TYPE, id: resourceId },
          visName: REFERENCE,
          visLayerExpressionFn: {
            type: POINT_IN_TIME,
            name: OVERLAY_FUNCTION,
            args: { detectorId: args.detectorId, labels: JSON.stringify(args.labels) },
          },
          version: 1,
        },
        { references: [{ name: REFERENCE, type: 'visualization', id: visId }] },
      );
    },
    async remove(ids) {
      await Promise.all(ids.map((id) => client.delete(TYPE, id)));
    },
  };
}

/** The same for the same overlay. Letters and digits alone: it stands in search texts and in chart expressions. */
export function resourceIdOf({ detectorId, labels }: OverlayArgs): string {
  const bytes = new TextEncoder().encode(JSON.stringify([detectorId, [...labels].sort()]));
  return `lapwing${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
