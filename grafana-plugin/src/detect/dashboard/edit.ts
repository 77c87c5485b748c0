import type { StoredDashboard } from '../../grafana/dashboards.ts';
import { DATASOURCE_ID } from '../../ids.ts';
import type { Overlay, OurUids } from './overlay-query.ts';
import { bareV1, mapPanelsV1, overlaidV1, withoutLayersV1 } from './panels-v1.ts';
import { bareV2, mapPanelsV2, overlaidV2, withoutLayersV2 } from './panels-v2.ts';

export interface OverlayPlace {
  panelId: number;
  overlay: Overlay;
  /** Of our data source. */
  uid: string;
  /** The panel's data source as Grafana resolves it, for panels in schema v1 that name none. */
  ownSource: unknown;
}

/** The dashboard with an overlay on one of its panels, in place of any that it carried. */
export function withOverlay(
  dashboard: StoredDashboard,
  { panelId, overlay, uid, ownSource }: OverlayPlace,
  ours: OurUids,
): StoredDashboard {
  if (dashboard.schema === 'v1') {
    const json = mapPanelsV1(dashboard.json, (panel) =>
      panel.id === panelId ? overlaidV1(bareV1(panel, ours), overlay, uid, DATASOURCE_ID, ownSource) : panel,
    );
    return { ...dashboard, json };
  }
  const spec = mapPanelsV2(dashboard.json.spec, (panel) =>
    panel.spec.id === panelId ? overlaidV2(bareV2(panel, ours), overlay, uid, DATASOURCE_ID) : panel,
  );
  return { ...dashboard, json: { ...dashboard.json, spec } };
}

/** The dashboard without the overlay of one panel. */
export function withoutOverlay(dashboard: StoredDashboard, panelId: number, ours: OurUids): StoredDashboard {
  if (dashboard.schema === 'v1') {
    const json = mapPanelsV1(dashboard.json, (panel) => (panel.id === panelId ? bareV1(panel, ours) : panel));
    return { ...dashboard, json };
  }
  const spec = mapPanelsV2(dashboard.json.spec, (panel) =>
    panel.spec.id === panelId ? bareV2(panel, ours) : panel,
  );
  return { ...dashboard, json: { ...dashboard.json, spec } };
}

/** Without any overlay and any annotation layer of ours; the very same dashboard where there are none. */
export function withoutOurs(dashboard: StoredDashboard, ours: OurUids): StoredDashboard {
  if (dashboard.schema === 'v1') {
    const json = withoutLayersV1(
      mapPanelsV1(dashboard.json, (panel) => bareV1(panel, ours)),
      ours,
    );
    return json === dashboard.json ? dashboard : { ...dashboard, json };
  }
  const { spec } = dashboard.json;
  const bare = withoutLayersV2(
    mapPanelsV2(spec, (panel) => bareV2(panel, ours)),
    ours,
  );
  return bare === spec ? dashboard : { ...dashboard, json: { ...dashboard.json, spec: bare } };
}

/** The state of `before` as a change of what is kept now, so that it can be saved as a new version. */
export function restored(before: StoredDashboard, now: StoredDashboard): StoredDashboard {
  if (before.schema === 'v1' && now.schema === 'v1') {
    return { ...now, json: { ...before.json, version: now.json.version } };
  }
  if (before.schema === 'v2' && now.schema === 'v2') {
    return { ...now, json: { ...now.json, spec: before.json.spec } };
  }
  return now;
}
