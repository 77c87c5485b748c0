// The ids never change: they stand in people's dashboards, links and settings.
export const PLUGIN_ID = 'lapwingAnomaly';
export const APP_TITLE = 'Lapwing anomalies';
/** Where the plugin's server half answers, below OpenSearch Dashboards' own base path. */
export const API_ROOT = '/api/lapwing';
