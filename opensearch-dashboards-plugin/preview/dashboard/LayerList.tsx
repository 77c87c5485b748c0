import React from 'react';
import { z } from 'zod';

/** A layer as `vis_augmenter` of OpenSearch Dashboards 3.x types it (src/plugins/vis_augmenter/public/types.ts). */
export const VisLayer = z.strictObject({
  type: z.literal('PointInTimeEvents'),
  originPlugin: z.string(),
  pluginResource: z.strictObject({
    type: z.string(),
    id: z.string(),
    name: z.string(),
    urlPath: z.string(),
  }),
  pluginEventType: z.string(),
  events: z.array(
    z.strictObject({ timestamp: z.number(), metadata: z.looseObject({ pluginResourceId: z.string() }) }),
  ),
  error: z
    .strictObject({
      type: z.enum(['FETCH_FAILURE', 'RESOURCE_DELETED', 'PERMISSIONS_FAILURE']),
      message: z.string(),
    })
    .optional(),
});
export type VisLayer = z.infer<typeof VisLayer>;

interface Props {
  layers: readonly VisLayer[];
  basePath: string;
}

/** In place of the triangles below a chart: each layer's name, the count of its events, and where its resource leads. */
export function LayerList({ layers, basePath }: Props): React.JSX.Element {
  return (
    <ul data-test-subj="visLayers" style={{ padding: 12 }}>
      {layers.map(({ pluginEventType, events, error, pluginResource }) => (
        <li key={pluginResource.id + pluginEventType}>
          {error === undefined ? `${events.length} ${pluginEventType}` : error.message}
          {', '}
          <a href={basePath + pluginResource.urlPath}>{pluginResource.name}</a>
        </li>
      ))}
    </ul>
  );
}
