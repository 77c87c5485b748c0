import type { StoredDashboard } from '../../grafana/dashboards.ts';
import type { PanelView } from './panel-view.ts';

/** Why this dashboard can't be saved; undefined when nothing speaks against it. */
export function whyNotSave({ canSave, managedBy }: StoredDashboard): string | undefined {
  if (managedBy !== undefined) {
    return `This dashboard is provisioned by ${managedBy}: Grafana would undo a change here. Change it there, or save a copy and add the overlay to that.`;
  }
  return canSave
    ? undefined
    : 'You may look at this dashboard and not change it. Somebody with the permission Edit on it can add the overlay.';
}

/** Visualisations that draw regions over their series. */
const DRAWS_REGIONS = new Set(['timeseries', 'state-timeline', 'status-history', 'candlestick', 'heatmap']);

/** Why an overlay can't be laid over this panel. */
export function whyNotOverlay({ library, type }: PanelView): string | undefined {
  if (library !== undefined) {
    return `This is the library panel “${library}”, which other dashboards show too. Unlink it first, in its menu under More.`;
  }
  return DRAWS_REGIONS.has(type)
    ? undefined
    : `A panel of the type ${type || 'unknown'} draws no regions over time: make it a Time series, or add a second panel.`;
}
