// Dashboards in the shape that Grafana 12.2 keeps them in.
import { DashboardV1, DashboardV2 } from '../../grafana/dashboard-json.ts';
import type { StoredDashboard } from '../../grafana/dashboards.ts';

/** Of a query that names no data source. */
export const NONE = Symbol('none');
const PROMETHEUS = { type: 'prometheus', uid: 'prom' };
export const target = (
  expr: string,
  refId = 'A',
  datasource: unknown = PROMETHEUS,
): Record<string, unknown> => ({
  ...(datasource !== NONE && { datasource }),
  ...{ editorMode: 'code', expr, legendFormat: '{{service}}', range: true, refId },
});

const fieldConfig = { defaults: { unit: 'reqps', custom: { lineWidth: 1 } }, overrides: [] };

export function panelV1(id: number, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...{ id, type: 'timeseries', title: `Panel ${id}`, datasource: PROMETHEUS, fieldConfig },
    gridPos: { h: 8, w: 12, x: 0, y: 8 * id },
    options: { legend: { showLegend: true } },
    targets: [target('rate(http_requests_total{service=~"$service"}[$__rate_interval])')],
    ...change,
  };
}

export function dashboardV1(panels: Record<string, unknown>[]): Record<string, unknown> {
  return {
    annotations: {
      list: [
        {
          builtIn: 1,
          datasource: { type: 'grafana', uid: '-- Grafana --' },
          enable: true,
          name: 'Annotations & Alerts',
        },
      ],
    },
    ...{ editable: true, fiscalYearStartMonth: 0, graphTooltip: 1, id: 7, links: [], schemaVersion: 41 },
    ...{
      tags: ['shop'],
      time: { from: 'now-6h', to: 'now' },
      timezone: 'utc',
      title: 'Shop',
      uid: 'shop',
      version: 3,
    },
    templating: {
      list: [{ name: 'service', type: 'query', multi: true, includeAll: true, datasource: PROMETHEUS }],
    },
    panels,
  };
}

export function storedV1(
  panels: Record<string, unknown>[],
  change: Partial<StoredDashboard> = {},
): StoredDashboard {
  const standing = { uid: 'shop', title: 'Shop', canSave: true, managedBy: undefined, version: 3 };
  const json = DashboardV1.parse(dashboardV1(panels));
  return { ...standing, schema: 'v1', json, folderUid: 'folder', ...change } as StoredDashboard;
}

function panelV2(id: number): Record<string, unknown> {
  const query = {
    ...{ kind: 'DataQuery', group: 'prometheus', version: 'v0', datasource: { name: 'prom' } },
    spec: { expr: 'sum by (service) (up{service="$service"})', range: true },
  };
  return {
    kind: 'Panel',
    spec: {
      ...{ id, title: `Panel ${id}`, description: '', links: [] },
      data: {
        kind: 'QueryGroup',
        spec: {
          queries: [{ kind: 'PanelQuery', spec: { query, refId: 'A', hidden: false } }],
          ...{ transformations: [], queryOptions: { maxDataPoints: 100 } },
        },
      },
      vizConfig: {
        kind: 'VizConfig',
        group: 'timeseries',
        version: '12.2.0',
        spec: { options: {}, fieldConfig },
      },
    },
  };
}

export function dashboardV2(ids: number[]): Record<string, unknown> {
  const elements = Object.fromEntries(ids.map((id) => [`panel-${id}`, panelV2(id)]));
  const layout = {
    kind: 'GridLayout',
    spec: {
      items: ids.map((id) => ({
        kind: 'GridLayoutItem',
        spec: {
          x: 0,
          y: 8 * id,
          width: 24,
          height: 8,
          element: { kind: 'ElementReference', name: `panel-${id}` },
        },
      })),
    },
  };
  return {
    ...{ apiVersion: 'dashboard.grafana.app/v2beta1', kind: 'Dashboard' },
    metadata: {
      name: 'shop2',
      namespace: 'default',
      resourceVersion: '12',
      generation: 4,
      annotations: { 'grafana.app/folder': 'folder' },
    },
    spec: {
      ...{ title: 'Shop two', cursorSync: 'Off', editable: true, preload: false, links: [], tags: [] },
      ...{ annotations: [], variables: [], timeSettings: { from: 'now-6h', to: 'now', timezone: 'utc' } },
      ...{
        elements: {
          ...elements,
          'panel-99': {
            kind: 'LibraryPanel',
            spec: { id: 99, title: 'Shared', libraryPanel: { name: 'Shared', uid: 'lib' } },
          },
        },
        layout,
      },
    },
  };
}

export function storedV2(ids: number[], change: Partial<StoredDashboard> = {}): StoredDashboard {
  const standing = { uid: 'shop2', title: 'Shop two', canSave: true, managedBy: undefined, version: 4 };
  return {
    ...standing,
    schema: 'v2',
    json: DashboardV2.parse(dashboardV2(ids)),
    ...change,
  } as StoredDashboard;
}
