import { EventBusSrv, type PanelPlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import {
  setAppEvents,
  setBackendSrv,
  setDataSourceSrv,
  setPluginImportUtils,
  setRunRequest,
  setTemplateSrv,
} from '@grafana/runtime';
import type { PreviewSettings } from '../settings.ts';
import { backendSrv } from './backend-srv.ts';
import { dataSourceSrv, readDataSources } from './datasource-srv.ts';
import { loadPanel } from './plugins.ts';
import { fillRegistries } from './registries.ts';
import { runRequest } from './run-request.ts';
import { templateSrv } from './template-srv.ts';

/** Sets what Grafana sets at its start, before a plugin is loaded. */
export async function startHost({ grafana }: PreviewSettings): Promise<void> {
  await initPluginTranslations('grafana');
  fillRegistries();
  if (grafana) await readDataSources();
  setBackendSrv(backendSrv(grafana));
  setDataSourceSrv(dataSourceSrv);
  setAppEvents(new EventBusSrv());
  setRunRequest(runRequest);
  setTemplateSrv(templateSrv);
  const panels = new Map<string, PanelPlugin>();
  setPluginImportUtils({
    importPanelPlugin: async (id) => {
      const plugin = await loadPanel(id);
      panels.set(id, plugin);
      return plugin;
    },
    getPanelPluginFromCache: (id) => panels.get(id),
  });
}
