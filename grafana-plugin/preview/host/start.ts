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
import { sceneGraph } from '@grafana/scenes';
import { backendSrv } from './backend-srv.ts';
import { dataSourceSrv } from './datasource-srv.ts';
import { loadPanel } from './plugins.ts';
import { fillRegistries } from './registries.ts';
import { runRequest } from './run-request.ts';

/** Sets what Grafana sets at its start, before a plugin is loaded. */
export async function startHost(): Promise<void> {
  await initPluginTranslations('grafana');
  fillRegistries();
  setBackendSrv(backendSrv);
  setDataSourceSrv(dataSourceSrv);
  setAppEvents(new EventBusSrv());
  setRunRequest(runRequest);
  setTemplateSrv({
    getVariables: () => [],
    containsTemplate: (text) => text?.includes('$') ?? false,
    updateTimeRange: () => undefined,
    // Variables of the scene that asks, as a dashboard in Grafana does it.
    replace: (text = '', scoped) => {
      const scene: unknown = scoped?.['__sceneObject']?.value?.valueOf();
      return scene
        ? sceneGraph.interpolate(scene as Parameters<typeof sceneGraph.interpolate>[0], text, scoped)
        : text;
    },
  });
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
