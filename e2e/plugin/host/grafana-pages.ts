import { type Break, ordersAt } from '../../../grafana-plugin/preview/host/orders.ts';
import type { GrafanaApi } from './grafana-api.ts';

const OURS = { type: 'lapwing-anomaly-datasource', uid: 'lapwing-e2e' };
const OWN = { type: 'grafana-testdata-datasource', uid: 'lapwing-e2e-own' };
const MIXED = { type: 'datasource', uid: '-- Mixed --' };
const MINUTE = 60_000;
const SERVICES = ['checkout', 'cart'];
const COLOURS: Record<string, string> = { LOW: 'blue', MEDIUM: 'yellow', HIGH: 'orange', CRITICAL: 'red' };

/** Where a page of the preview has its like in Grafana; dashboards are made as they are asked for. */
export async function addressOf(asked: URL, api: GrafanaApi): Promise<string | undefined> {
  switch (asked.pathname) {
    case '/':
      return '/a/lapwing-anomaly-app';
    case '/datasource':
      return `/connections/datasources/edit/${OURS.uid}`;
    case '/explore':
      return asked.search === '' ? explore() : undefined;
    case '/dashboard':
      return saved(api, dashboard(asked.searchParams.getAll('label')), '');
    case '/overlay':
      return saved(api, ...overlay(asked.searchParams));
    default:
      return undefined;
  }
}

interface Dashboard {
  uid: string;
  [property: string]: unknown;
}

async function saved(api: GrafanaApi, made: Dashboard, variables: string): Promise<string> {
  const usual = { schemaVersion: 41, preload: true, time: { from: 'now-6h', to: 'now' }, title: made.uid };
  await api.ask('POST', '/api/dashboards/db', { dashboard: { ...usual, ...made }, overwrite: true });
  return `/d/${made.uid}?${variables}`;
}

function explore(): string {
  const queries = [{ refId: 'A', datasource: OURS, kind: 'scores' }];
  const pane = { datasource: OURS.uid, queries, range: { from: 'now-6h', to: 'now' } };
  return `/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify({ one: pane }))}`;
}

function dashboard(labels: string[]): Dashboard {
  const matchers = labels.map((pair) => {
    const [label = '', ...value] = pair.split('=');
    return { label, operator: '=', value: value.join('=') };
  });
  const scores = { kind: 'scores', matchers };
  const panels = [
    ['lapwing-anomalychart-panel', scores, {}],
    ['lapwing-anomalychart-panel', scores, { showBand: false, lowestSeverity: 'HIGH' }],
    ['lapwing-swimlanes-panel', { kind: 'anomalies', matchers }, {}],
    ['lapwing-rootcause-panel', { kind: 'incidents' }, {}],
    ['lapwing-correlation-panel', { kind: 'incidents' }, {}],
  ].map(([type, query, options], place) => ({
    ...{ id: place + 1, type, options, title: String(type), datasource: OURS },
    targets: [{ refId: 'A', datasource: OURS, ...(query as object) }],
    gridPos: { x: 0, y: place * 9, w: 24, h: 9 },
  }));
  return { uid: 'lapwing-e2e', panels };
}

/** A panel of series of their own under an overlay, or under a layer of annotations. */
function overlay(asked: URLSearchParams): [Dashboard, string] {
  const layer = asked.get('layer');
  const hours = Number(asked.get('hours') ?? 6);
  const many = Number(asked.get('series') ?? 0);
  const services = many > 0 ? Array.from({ length: many }, (_, i) => `service-${i}`) : SERVICES;
  const chosen = asked.get('service') ?? (many > 0 ? services : 'checkout');
  const [from = 0, to = 0] = (asked.get('broken') ?? '').split(',').map(Number);
  const matchers = [{ label: 'service', operator: '=', value: '$service' }];
  const own = {
    ...{ refId: 'A', datasource: OWN, scenarioId: 'raw_frame' },
    rawFrameContent: JSON.stringify(ordersOf(services, hours, { from, to })),
  };
  const ours = { refId: 'B', datasource: OURS, kind: 'overlay', matchers };
  const panel = {
    ...{ id: 1, type: 'timeseries', title: 'Orders a minute', datasource: MIXED },
    targets: layer === null ? [own, ours] : [own],
    fieldConfig: {
      defaults: { color: { mode: 'palette-classic' }, custom: { lineWidth: 2 } },
      overrides: [],
    },
    gridPos: { x: 0, y: 0, w: 24, h: 14 },
  };
  const query = { refId: 'V', kind: 'values', valuesOf: 'services' };
  const service =
    layer === null
      ? { name: 'service', type: 'custom', query: services.join(','), multi: true }
      : { name: 'service', type: 'query', datasource: OURS, query, refresh: 1 };
  const target = { refId: 'Anno', kind: 'annotations', layer, matchers };
  const layers =
    layer === null
      ? []
      : [{ name: `${layer} anomalies`, enable: true, iconColor: COLOURS[layer], datasource: OURS, target }];
  const made = {
    ...{ uid: 'lapwing-e2e-overlay', panels: [panel], time: { from: `now-${hours}h`, to: 'now' } },
    ...{ templating: { list: [service] }, annotations: { list: layers } },
  };
  return [
    made,
    [chosen]
      .flat()
      .map((value) => `var-service=${value}`)
      .join('&'),
  ];
}

/** The orders of the preview's own source, as frames that Grafana's test data source gives back as they are. */
function ordersOf(services: string[], hours: number, broken: Break): object[] {
  const last = Math.floor(Date.now() / MINUTE) * MINUTE;
  const shown = hours * 60;
  const time = Array.from({ length: shown }, (_, i) => last - (shown - 1 - i) * MINUTE);
  return services.map((service, place) => ({
    fields: [
      { name: 'time', type: 'time', values: time, config: { interval: MINUTE } },
      {
        name: 'orders',
        type: 'number',
        labels: { service },
        values: time.map((t) => ordersAt(t, place === 0 ? broken : undefined)),
        config: { displayNameFromDS: `${service}, orders` },
      },
    ],
  }));
}
