import {
  CustomVariable,
  EmbeddedScene,
  QueryVariable,
  SceneDataLayerSet,
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
  dataLayers,
  sceneUtils,
} from '@grafana/scenes';
import type { Severity } from '@lapwing/contract';
import { SEVERITIES, severityColour } from '@lapwing/visuals';
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

/**
 * A panel that somebody had, with a query of ours added: its own series with marks and bands over them. With
 * `?layer=HIGH` the marks are a layer of annotations instead, for the services that a variable lists.
 */
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
  const asked = new URLSearchParams(location.search);
  const services = servicesOf(asked);
  const own: OwnQuery = { refId: 'A', datasource: OWN_REF, services, ...brokenOf(location.search) };
  const overlay: LapwingQuery = {
    refId: 'B',
    datasource: DATASOURCE_REF,
    kind: 'overlay',
    matchers: [{ label: 'service', operator: '=', value: '$service' }],
  };
  const layer = SEVERITIES.find((severity) => severity === asked.get('layer'));
  const service = layer ? variableOfTheService(asked.get('service')) : variableOfThePage(services);
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: `now-${asked.get('hours') ?? 6}h`, to: 'now' }),
    $variables: new SceneVariableSet({ variables: [service] }),
    $data: layer && new SceneDataLayerSet({ layers: [annotationLayer(layer)] }),
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
          body: new VizPanel({
            title: 'Orders a minute',
            pluginId: STOCK_ID,
            $data: new SceneQueryRunner({
              datasource: MIXED_REF,
              queries: layer ? [own] : [own, overlay],
            }),
          }),
        }),
      ],
    }),
  });
}

/** The two that may break, or as many as the address asks for with `series`. */
function servicesOf(asked: URLSearchParams): string[] {
  const many = Number(asked.get('series') ?? 0);
  return many > 0 ? Array.from({ length: many }, (_, i) => `service-${i}`) : SERVICES;
}

function variableOfThePage(services: string[]): CustomVariable {
  const value = services === SERVICES ? ['checkout'] : services;
  return new CustomVariable({ name: 'service', query: services.join(','), isMulti: true, value });
}

/** Lists what Lapwing knows; a value that is not among it gives way to the first that is. */
function variableOfTheService(value: string | null): QueryVariable {
  const query: LapwingQuery = { refId: 'V', kind: 'values', valuesOf: 'services' };
  return new QueryVariable({ name: 'service', datasource: DATASOURCE_REF, query, value: value ?? '' });
}

/** The anomalies of one severity as annotations of the dashboard. */
function annotationLayer(layer: Severity): dataLayers.AnnotationsDataLayer {
  const target: LapwingQuery = {
    refId: 'Anno',
    kind: 'annotations',
    layer,
    matchers: [{ label: 'service', operator: '=', value: '$service' }],
  };
  const iconColor = severityColour(layer);
  return new dataLayers.AnnotationsDataLayer({
    name: `${layer} anomalies`,
    query: { name: `${layer} anomalies`, enable: true, iconColor, datasource: DATASOURCE_REF, target },
  });
}

function brokenOf(search: string): { broken?: Break } {
  const [from, to] = (new URLSearchParams(search).get('broken') ?? '').split(',').map(Number);
  return from && to ? { broken: { from, to } } : {};
}
