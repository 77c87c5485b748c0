import { type DataSourceApi, PanelPlugin } from '@grafana/data';
import {
  type EmbeddedScene,
  SceneFlexItem,
  type SceneQueryRunner,
  VizPanel,
  sceneUtils,
} from '@grafana/scenes';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { useState } from 'react';
import type { LapwingQuery } from '../../src/datasource/query.ts';
import { PANEL_ID } from '../../src/ids.ts';
import { DEFAULTS } from '../../src/panels/anomaly-chart/options.ts';
import { dataSourceSrv } from '../host/datasource-srv.ts';
import { loadDataSource } from '../host/plugins.ts';
import { PageFrame } from '../shell/PageFrame.tsx';
import { FramesTable } from './FramesTable.tsx';
import { queryRunner, scene } from './scene.ts';
import { usePromise } from './use-promise.ts';

const TABLE_ID = 'preview-table';
sceneUtils.registerRuntimePanelPlugin({ pluginId: TABLE_ID, plugin: new PanelPlugin(FramesTable) });

const load = async () => ({ plugin: await loadDataSource(), datasource: await dataSourceSrv.get() });

/** The data source's query editor, and what the query gives. */
export function ExplorePage(): React.JSX.Element {
  const loaded = usePromise(load);
  const [{ runner, panel, explore }] = useState(makeExplore);
  const [query, setQuery] = useState<LapwingQuery>({ refId: 'A', kind: 'scores' });
  const Editor = loaded?.plugin.components.QueryEditor;
  if (!loaded || !Editor) return <LoadingPlaceholder text="Loading the data source …" />;
  const change = (changed: object): void => {
    const asked = changed as LapwingQuery;
    setQuery(asked);
    runner.setState({ queries: [asked] });
    void panel.changePluginType(asked.kind === 'scores' ? PANEL_ID : TABLE_ID);
  };
  return (
    <PageFrame pageNav={{ text: 'Explore', subTitle: 'The query editor of the Lapwing data source' }}>
      <Editor
        query={query}
        datasource={loaded.datasource as DataSourceApi}
        onChange={change}
        onRunQuery={() => runner.runQueries()}
      />
      <explore.Component model={explore} />
    </PageFrame>
  );
}

function makeExplore(): { runner: SceneQueryRunner; panel: VizPanel; explore: EmbeddedScene } {
  const runner = queryRunner({ kind: 'scores' });
  const panel = new VizPanel({ title: 'What the query gives', pluginId: PANEL_ID, options: DEFAULTS });
  return { runner, panel, explore: scene([new SceneFlexItem({ minHeight: 420, body: panel })], runner) };
}
