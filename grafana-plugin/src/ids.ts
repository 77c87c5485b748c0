// The ids never change: they stand in people's dashboards and provisioning files.
export const APP_ID = 'lapwing-anomaly-app';
export const DATASOURCE_ID = 'lapwing-anomaly-datasource';
export const PANEL_ID = 'lapwing-anomalychart-panel';
export const SWIM_LANES_ID = 'lapwing-swimlanes-panel';
export const ROOT_CAUSE_ID = 'lapwing-rootcause-panel';
export const CORRELATION_ID = 'lapwing-correlation-panel';

export const APP_ROOT = `/a/${APP_ID}`;
/** Grafana's proxy for the app: what follows is the service's own path. */
export const APP_PROXY = `api/plugin-proxy/${APP_ID}`;
