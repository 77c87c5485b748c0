import { type EmbeddedScene, SceneFlexItem, VizPanel } from '@grafana/scenes';
import React, { useState } from 'react';
import { DEFAULTS, type PanelOptions } from '../../src/panels/anomaly-chart/options.ts';
import { CORRELATION_ID, PANEL_ID, ROOT_CAUSE_ID, SWIM_LANES_ID } from '../../src/ids.ts';
import { PageFrame } from '../shell/PageFrame.tsx';
import { queryRunner, scene } from './scene.ts';

/** The panels with the data source, in a dashboard. */
export function DashboardPage(): React.JSX.Element {
  const [dashboard] = useState(makeDashboard);
  return (
    <PageFrame pageNav={{ text: 'Dashboard', subTitle: 'The panels on the Lapwing data source' }}>
      <dashboard.Component model={dashboard} />
    </PageFrame>
  );
}

/** Two views of the same query, and the panels of anomalies and incidents; `?label=key=value` in the address narrows it. */
function makeDashboard(): EmbeddedScene {
  const matchers = new URLSearchParams(location.search)
    .getAll('label')
    .map((pair) => pair.split('='))
    .map(([label = '', ...value]) => ({ label, operator: '=' as const, value: value.join('=') }));
  const panel = (title: string, options: PanelOptions): SceneFlexItem =>
    new SceneFlexItem({
      minHeight: 320,
      body: new VizPanel({
        title,
        pluginId: PANEL_ID,
        options,
        $data: queryRunner({ kind: 'scores', matchers }),
      }),
    });
  return scene([
    panel('Worst signals', DEFAULTS),
    panel('High and worse, without the range', { ...DEFAULTS, showBand: false, lowestSeverity: 'HIGH' }),
    other('Swim lanes', SWIM_LANES_ID, { kind: 'anomalies', matchers }),
    other('Root cause', ROOT_CAUSE_ID, { kind: 'incidents' }),
    other('Correlation', CORRELATION_ID, { kind: 'incidents' }),
  ]);
}

function other(title: string, pluginId: string, query: Parameters<typeof queryRunner>[0]): SceneFlexItem {
  return new SceneFlexItem({
    minHeight: 360,
    body: new VizPanel({ title, pluginId, $data: queryRunner(query) }),
  });
}
