import { spanAround } from '@lapwing/visuals';
import { PLUGIN_ID } from '../../common/ids.ts';
import type { CoreStart } from '../../types/core-public.ts';
import type { DataStart } from '../../types/dashboards.ts';
import { signalPath } from '../app/routes.ts';
import { makeLayersFor } from './make-layers.ts';
import type { MakeLayers } from './overlay-function.ts';

export function openLayers(core: CoreStart, data: DataStart): MakeLayers {
  const app = `/app/${PLUGIN_ID}`;
  return makeLayersFor({
    ...{ http: core.http, data },
    urls: {
      app: `${app}/`,
      anomaly: ({ signal_id: id, start, end }) =>
        app +
        signalPath(id, spanAround(Date.parse(start), end === null ? null : Date.parse(end), Date.now())),
    },
  });
}
