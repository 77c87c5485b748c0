import type { ExpressionFunction } from '../../types/dashboards.ts';

/** Stands in saved objects: never changes. */
export const OVERLAY_FUNCTION = 'lapwing_anomalies';
const VIS_LAYERS = 'vis_layers';
/** The chart is drawn when all overlays have answered: it waits for us no longer than this. */
const PATIENCE_MS = 2_500;

interface VisLayers {
  type: string;
  layers?: unknown[];
}
interface Args {
  detectorId: string;
  labels: string;
}

/** Makes the layers of an overlay; never rejects. */
export type MakeLayers = (args: Args, searchContext: unknown) => Promise<unknown[]>;

/**
 * The expression function that a chart calls for an overlay. It appends its layers to those of others. Whatever goes
 * wrong, the chart gets them, so that it is drawn without ours.
 */
export function overlayFunction(make: () => Promise<MakeLayers>): ExpressionFunction<VisLayers, Args> {
  return {
    name: OVERLAY_FUNCTION,
    type: VIS_LAYERS,
    inputTypes: [VIS_LAYERS],
    help: 'Marks the anomalies of a Lapwing detector',
    args: {
      detectorId: { types: ['string'], default: '""', help: 'the detector' },
      labels: { types: ['string'], default: '"[]"', help: 'labels that an anomaly must have, as JSON' },
    },
    async fn(input, args, context) {
      const before = input.layers ?? [];
      const searched = context.searchContext ?? context.getSearchContext?.();
      const layers = await inTime(layersOf(args, searched), PATIENCE_MS);
      return { type: VIS_LAYERS, layers: [...before, ...layers] };
    },
  };

  async function layersOf(args: Args, searched: unknown): Promise<unknown[]> {
    try {
      return await (
        await make()
      )(args, searched);
    } catch {
      // Our own script did not come: the page is being left, or OpenSearch Dashboards was upgraded under it.
      return [];
    }
  }
}

function inTime(work: Promise<unknown[]>, patienceMs: number): Promise<unknown[]> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve([]), patienceMs);
    void work.then((layers) => {
      clearTimeout(timer);
      resolve(layers);
    });
  });
}
