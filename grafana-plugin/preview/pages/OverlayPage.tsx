import {
  CustomVariable,
  EmbeddedScene,
  SceneControlsSpacer,
  SceneFlexItem,
  SceneFlexLayout,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  SceneVariableSet,
  VariableValueSelectors,
  VizPanel,
  sceneUtils,
} from '@grafana/scenes';
import React, { useState } from 'react';
import type { LapwingQuery } from '../../src/datasource/query.ts';
import { DATASOURCE_REF, addDataSource } from '../host/datasource-srv.ts';
import { MIXED_REF, mixedSource } from '../host/mixed-source.ts';
import type { Break } from '../host/orders.ts';
import { OWN_REF, type OwnQuery, ownSource } from '../host/own-source.ts';
import { PageFrame } from '../shell/PageFrame.tsx';
import { stockChart } from './StockChart.tsx';

const STOCK_ID = 'preview-stock-chart';
sceneUtils.registerRuntimePanelPlugin({ pluginId: STOCK_ID, plugin: stockChart });
addDataSource(ownSource);
addDataSource(mixedSource);

const SERVICES = ['checkout', 'cart'];

/** A panel that somebody had, with a query of ours added: its own series with marks and bands over them. */
export function OverlayPage(): React.JSX.Element {
  const [dashboard] = useState(makeDashboard);
  return (
    <PageFrame
      pageNav={{ text: 'Overlay', subTitle: 'Marks and expected bands over series of another data source' }}
    >
      <dashboard.Component model={dashboard} />
    </PageFrame>
  );
}

function makeDashboard(): EmbeddedScene {
  const own: OwnQuery = { refId: 'A', datasource: OWN_REF, services: SERVICES, ...brokenOf(location.search) };
  const overlay: LapwingQuery = {
    refId: 'B',
    datasource: DATASOURCE_REF,
    kind: 'overlay',
    matchers: [{ label: 'service', operator: '=', value: '$service' }],
  };
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-6h', to: 'now' }),
    $variables: new SceneVariableSet({
      variables: [
        new CustomVariable({
          name: 'service',
          query: SERVICES.join(','),
          isMulti: true,
          value: ['checkout'],
        }),
      ],
    }),
    $data: new SceneQueryRunner({ datasource: MIXED_REF, queries: [own, overlay] }),
    controls: [
      new VariableValueSelectors({}),
      new SceneControlsSpacer(),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({ isOnCanvas: true }),
    ],
    body: new SceneFlexLayout({
      direction: 'column',
      children: [
        new SceneFlexItem({
          minHeight: 420,
          body: new VizPanel({ title: 'Orders a minute', pluginId: STOCK_ID }),
        }),
      ],
    }),
  });
}

function brokenOf(search: string): { broken?: Break } {
  const [from, to] = (new URLSearchParams(search).get('broken') ?? '').split(',').map(Number);
  return from && to ? { broken: { from, to } } : {};
}
