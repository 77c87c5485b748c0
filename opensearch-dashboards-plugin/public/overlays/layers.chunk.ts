import type { CoreStart } from '../../types/core-public.ts';
import type { DataStart } from '../../types/dashboards.ts';
import { PLUGIN_ID } from '../../common/ids.ts';
import { makeLayersFor } from './make-layers.ts';
import type { MakeLayers } from './overlay-function.ts';

export function openLayers(core: CoreStart, data: DataStart): MakeLayers {
  return makeLayersFor({ http: core.http, data, urlOf: () => `/app/${PLUGIN_ID}/` });
}
