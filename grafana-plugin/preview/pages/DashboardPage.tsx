import { type EmbeddedScene, SceneFlexItem, SceneFlexLayout, VizPanel } from '@grafana/scenes';
import React, { useState } from 'react';
import { DEFAULTS } from '../../src/panels/anomaly-chart/options.ts';
import { PANEL_ID } from '../../src/ids.ts';
import { PageFrame } from '../shell/PageFrame.tsx';
import { queryRunner, scene } from './scene.ts';

/** The panel with the data source, in a dashboard. */
export function DashboardPage(): React.JSX.Element {
  const [dashboard] = useState(makeDashboard);
  return (
    <PageFrame
      pageNav={{ text: 'Dashboard', subTitle: 'The anomaly chart panel on the Lapwing data source' }}
    >
      <dashboard.Component model={dashboard} />
    </PageFrame>
  );
}

function makeDashboard(): EmbeddedScene {
  const panel = (title: string, options: object, $data: ReturnType<typeof queryRunner>): SceneFlexItem =>
    new SceneFlexItem({
      minHeight: 320,
      body: new VizPanel({ title, pluginId: PANEL_ID, options, $data }),
    });
  return scene([
    panel('Worst signals', DEFAULTS, queryRunner({ kind: 'scores' })),
    new SceneFlexLayout({
      direction: 'row',
      children: [
        panel(
          'High and worse, without the range',
          { ...DEFAULTS, showBand: false, lowestSeverity: 'HIGH' },
          queryRunner({ kind: 'scores' }),
        ),
        panel('No such signal', DEFAULTS, queryRunner({ kind: 'scores', labels: ['service=nowhere'] })),
      ],
    }),
  ]);
}
