import type { WrittenSeries } from '../servers/remote-write.ts';

const MINUTE = 60_000;
const DAYS = 3;
/** Minutes before now in which the orders of one service all but stop. */
const BROKEN = { from: 90, to: 60 };

export const SHOP = 'lapwing-e2e-shop';
const PROMETHEUS = { type: 'prometheus', uid: 'shop-prom' };

/** Orders a minute of two services: a day's wave with noise from a fixed sequence; those of the first stop for a while. */
export function ordersIn(now: number): WrittenSeries[] {
  const first = Math.floor(now / MINUTE) * MINUTE - DAYS * 24 * 60 * MINUTE;
  return ['checkout', 'cart'].map((service, place) => {
    let seed = 11 + place;
    const noise = (): number => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647 - 0.5;
    };
    const samples = Array.from({ length: DAYS * 24 * 60 }, (_, minute): [number, number] => {
      const ago = DAYS * 24 * 60 - minute;
      const broken = place === 0 && ago <= BROKEN.from && ago > BROKEN.to;
      const usual = 200 + 80 * Math.sin((minute / (24 * 60)) * 2 * Math.PI) + 12 * noise();
      return [first + minute * MINUTE, broken ? 3 + noise() : usual];
    });
    return { labels: { __name__: 'orders', job: 'shop', service }, samples };
  });
}

const PANELS = [
  { title: 'Orders a minute', expr: 'orders{service=~"$service", job="shop"}' },
  { title: 'All orders', expr: 'sum(orders{service="$one", job="shop"})' },
  { title: 'Errors', expr: 'errors' },
];
const SERVICES = ['checkout', 'cart'];

/** A dashboard as somebody has it, in the classic schema. */
export function dashboardV1(): Record<string, unknown> {
  const panels = PANELS.map(({ title, expr }, place) => ({
    ...{ id: place + 1, type: 'timeseries', title, datasource: PROMETHEUS },
    gridPos: { x: 8 * place, y: 0, w: 8, h: 8 },
    fieldConfig: { defaults: {}, overrides: [] },
    options: {},
    targets: [{ refId: 'A', datasource: PROMETHEUS, expr, range: true, legendFormat: '{{service}}' }],
  }));
  const variable = (name: string, multi: boolean): object => ({
    ...{ name, type: 'custom', query: SERVICES.join(','), multi, includeAll: false },
    options: SERVICES.map((value) => ({ text: value, value, selected: false })),
    current: multi ? { text: SERVICES, value: SERVICES } : { text: 'checkout', value: 'checkout' },
  });
  return {
    ...{ uid: SHOP, title: 'Shop of the tests', schemaVersion: 41, time: { from: 'now-6h', to: 'now' } },
    ...{ templating: { list: [variable('service', true), variable('one', false)] }, panels },
  };
}

/** One of its panels in schema v2. */
export function dashboardV2(): Record<string, unknown> {
  const query = {
    ...{ kind: 'DataQuery', group: 'prometheus', version: 'v0', datasource: { name: PROMETHEUS.uid } },
    spec: { expr: 'orders{job="shop"}', range: true },
  };
  const panel = {
    kind: 'Panel',
    spec: {
      ...{ id: 1, title: 'Orders a minute', description: '', links: [] },
      data: {
        kind: 'QueryGroup',
        spec: {
          queries: [{ kind: 'PanelQuery', spec: { refId: 'A', hidden: false, query } }],
          ...{ transformations: [], queryOptions: {} },
        },
      },
      vizConfig: {
        ...{ kind: 'VizConfig', group: 'timeseries', version: '' },
        spec: { options: {}, fieldConfig: { defaults: {}, overrides: [] } },
      },
    },
  };
  const place = { x: 0, y: 0, width: 24, height: 9, element: { kind: 'ElementReference', name: 'panel-1' } };
  return {
    ...{ apiVersion: 'dashboard.grafana.app/v2beta1', kind: 'Dashboard' },
    metadata: { name: `${SHOP}-v2`, annotations: { 'grafana.app/grant-permissions': 'default' } },
    spec: {
      ...{ title: 'Shop of the tests, v2', tags: [], links: [], annotations: [], variables: [] },
      ...{ cursorSync: 'Off', editable: true, liveNow: false, preload: false },
      timeSettings: {
        from: 'now-6h',
        to: 'now',
        autoRefresh: '',
        autoRefreshIntervals: [],
        timezone: 'utc',
        hideTimepicker: false,
        fiscalYearStartMonth: 0,
      },
      elements: { 'panel-1': panel },
      layout: { kind: 'GridLayout', spec: { items: [{ kind: 'GridLayoutItem', spec: place }] } },
    },
  };
}
