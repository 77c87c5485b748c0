import type { AppPlugin, DataSourceApi, DataSourcePlugin, PanelPlugin, PluginMeta } from '@grafana/data';
import {
  APP_ID,
  CORRELATION_ID,
  DATASOURCE_ID,
  PANEL_ID,
  ROOT_CAUSE_ID,
  SWIM_LANES_ID,
} from '../../src/ids.ts';
import { loadModule } from './amd.ts';

const BASE = `/public/plugins/${APP_ID}`;

/** Where each plugin lies in the app's folder. */
const FOLDERS: Readonly<Record<string, string>> = {
  [APP_ID]: '',
  [DATASOURCE_ID]: '/datasource',
  [PANEL_ID]: '/panels/anomaly-chart',
  [SWIM_LANES_ID]: '/panels/swim-lanes',
  [ROOT_CAUSE_ID]: '/panels/root-cause',
  [CORRELATION_ID]: '/panels/correlation',
};

const loaded = new Map<string, Promise<unknown>>();

/** A built plugin with its meta data, as Grafana's import does it. Loaded once. */
async function load<T extends { meta: PluginMeta }>(id: string): Promise<T> {
  const known = loaded.get(id);
  if (known) return (await known) as T;
  const loadingNow = importPlugin(id);
  loaded.set(id, loadingNow);
  return (await loadingNow) as T;
}

async function importPlugin(id: string): Promise<unknown> {
  const base = `${BASE}${FOLDERS[id] ?? ''}`;
  const [module, answer] = await Promise.all([loadModule(`${base}/module.js`), fetch(`${base}/plugin.json`)]);
  const { plugin } = module as { plugin: { meta: unknown } };
  plugin.meta = { ...((await answer.json()) as object), module: `${base}/module.js`, baseUrl: base };
  return plugin;
}

export async function loadApp(): Promise<AppPlugin> {
  const plugin = await load<AppPlugin>(APP_ID);
  // The page's server knows the address and the key.
  const meta = {
    ...plugin.meta,
    enabled: true,
    jsonData: { serviceUrl: location.origin },
    secureJsonFields: { apiKey: true },
  };
  plugin.meta = meta;
  plugin.init(meta);
  return plugin;
}

export function loadPanel(id: string): Promise<PanelPlugin> {
  return load<PanelPlugin>(id);
}

export function loadDataSource(): Promise<DataSourcePlugin<DataSourceApi>> {
  return load<DataSourcePlugin<DataSourceApi>>(DATASOURCE_ID);
}
