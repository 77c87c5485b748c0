import { z } from 'zod';
import type { PanelEmbeddable } from '../../types/dashboards.ts';

const Visualisation = z.object({
  type: z.string(),
  params: z.object({
    type: z.string().optional(),
    categoryAxes: z.array(z.object({ position: z.string() }).partial()).default([]),
    seriesParams: z.array(z.object({ type: z.string() }).partial()).default([]),
  }),
  data: z.object({
    aggs: z.array(z.object({ type: z.string(), schema: z.string().optional() })).default([]),
  }),
});

/**
 * Why a chart can bear no overlay, in words; empty when it can. The rules are those of `isEligibleForVisLayers` of
 * OpenSearch Dashboards 2.9 to 3.x, which says yes or no alone. `augmenter`: whether its plugin is there; `enabled`: its
 * setting.
 */
export function whyNoOverlay(panel: PanelEmbeddable, augmenter: boolean, enabled: boolean): string {
  if (!augmenter) return 'This OpenSearch Dashboards draws no overlays: it takes version 2.9 or later.';
  if (!enabled) {
    return 'Overlays are switched off: Advanced settings, visualization:enablePluginAugmentation.';
  }
  const read = Visualisation.safeParse(panel.vis?.serialize?.());
  if (!read.success || read.data.type !== 'line' || (read.data.params.type ?? 'line') !== 'line') {
    return 'OpenSearch Dashboards draws overlays on line charts alone.';
  }
  const { params, data } = read.data;
  if (params.seriesParams.some(({ type }) => type !== 'line')) {
    return 'OpenSearch Dashboards draws overlays where all series are lines.';
  }
  if (data.aggs.filter(({ type }) => type === 'date_histogram').length !== 1) {
    return 'OpenSearch Dashboards draws overlays over one time axis: the chart needs exactly one date histogram.';
  }
  if (params.categoryAxes.length !== 1 || params.categoryAxes[0]?.position !== 'bottom') {
    return 'OpenSearch Dashboards draws overlays where the one time axis is at the bottom.';
  }
  const metrics = data.aggs.filter(({ schema }) => schema === 'metric').length;
  if (metrics === 0 || metrics !== data.aggs.length - 1) {
    return 'OpenSearch Dashboards draws no overlays on a chart that is split: remove the split, or add Lapwing’s own panel to the dashboard.';
  }
  return savedIdOf(panel) === undefined
    ? 'Save the visualisation in the library first: an overlay is tied to it.'
    : '';
}

/** The id of the saved visualisation that a panel shows. */
export function savedIdOf(panel: PanelEmbeddable): string | undefined {
  return panel.getInput().savedObjectId ?? panel.vis?.id;
}
