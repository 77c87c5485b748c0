import type { DetectorEntry } from '@lapwing/contract';
import { Detector } from '@lapwing/contract';
import { describe, expect, test } from 'vitest';
import type { Variables } from '../promql/covers.ts';
import { draftOf } from './draft.ts';
import type { FindSource } from '../../grafana/data-sources.ts';
import { type PanelQuery, panelQueries } from './panel-queries.ts';
import { overlayOf, watching } from './watched.ts';

const variables: Variables = {
  fill: (text) => text.replaceAll('$service', 'checkout'),
  isSingle: () => true,
};
const SOURCES: Record<string, { type: string; settings: Record<string, unknown> }> = {
  prom: { type: 'prometheus', settings: { timeInterval: '30s' } },
  logs: { type: 'grafana-opensearch-datasource', settings: { database: 'logs-*', timeField: '@timestamp' } },
  sql: { type: 'mysql', settings: {} },
  '-- Dashboard --': { type: 'datasource', settings: {} },
};
const find: FindSource = (ref) => {
  const uid = typeof ref === 'string' ? ref : (ref?.uid ?? 'prom');
  const known = SOURCES[uid];
  return known && { uid, name: uid, ...known };
};
const view = (fields: Record<string, unknown>, uid?: string, more = {}) => ({
  ...{ refId: 'A', hidden: false, ours: false, fields, source: uid === undefined ? undefined : { uid } },
  ...more,
});

function read(...queries: ReturnType<typeof view>[]): ReturnType<typeof panelQueries> {
  return panelQueries({ queries }, find, variables);
}
function one(fields: Record<string, unknown>, uid?: string): PanelQuery {
  const [query] = read(view(fields, uid)).queries;
  if (!query) throw new Error('no query');
  return query;
}

const COUNT = { query: 'service:$service', metrics: [{ type: 'count' }] };
const overTime = (interval: string) => [
  { type: 'date_histogram', field: '@timestamp', settings: { interval } },
];

function detector(id: string, query: DetectorEntry['query']): DetectorEntry {
  const kind = query.type === 'prometheus' ? 'metric' : 'log';
  const made = Detector.parse({ id, name: id, source: 'metrics', kind, query });
  return {
    ...made,
    revision: 1,
    provisioned: false,
    created_at: '2026-01-01T00:00:00Z',
    changed_at: '2026-01-01T00:00:00Z',
  };
}

test('what can be watched is told from what can’t, with a reason', () => {
  const found = read(
    view({ expr: 'up' }),
    view({ expr: 'up(' }, 'prom', { refId: 'B' }),
    view({ rawSql: 'select 1' }, 'sql', { refId: 'C' }),
    view({}, '-- Dashboard --', { refId: 'D' }),
    view({ expr: 'x' }, 'gone', { refId: 'E' }),
    view({ ...COUNT, bucketAggs: overTime('auto') }, 'logs', { refId: 'F' }),
    view({ kind: 'overlay' }, 'prom', { refId: 'G', ours: true }),
    view({ expr: 'hidden' }, 'prom', { refId: 'H', hidden: true }),
  );
  expect(found.queries.map(({ key, kind }) => `${key} ${kind}`)).toEqual(['A prometheus', 'F logs']);
  expect(found.unsupported).toEqual([
    { refId: 'B', why: 'it is not valid PromQL' },
    { refId: 'C', why: 'Lapwing reads no data source of the type mysql' },
    { refId: 'D', why: expect.stringContaining('another panel') as string },
    { refId: 'E', why: 'its data source is not there' },
  ]);
});

describe('who watches a query', () => {
  const detectors = [
    detector('all', { type: 'prometheus', expr: 'sum by (service) (rate(x[5m]))' }),
    detector('one', { type: 'prometheus', expr: 'sum(rate(x{service="checkout"}[5m]))' }),
    detector('other', { type: 'prometheus', expr: 'sum(rate(y[5m]))' }),
    detector('logs', {
      type: 'opensearch',
      index: 'logs-*',
      split_by: ['service'],
      measure: { type: 'count' },
    }),
  ];

  test('of metrics, with what picks the panel’s series out', () => {
    const query = one({ expr: 'sum(rate(x{service="$service"}[$__rate_interval]))' });
    const found = watching(detectors, query, variables);
    expect(found.map((each) => each.detector.id)).toEqual(['one', 'all']);
    expect(overlayOf('all', found[1]?.picked ?? [], query, '1m', [])).toEqual({
      overlay: {
        kind: 'overlay',
        detectorId: 'all',
        matchers: [{ label: 'service', operator: '=', value: '$service' }],
      },
      noBand: undefined,
    });
    expect(overlayOf('one', [], query, '1m', []).overlay).toEqual({ kind: 'overlay', detectorId: 'one' });
  });

  test.each([
    ['auto', /follows its zoom/],
    ['5m', /per 5m and the detector per 1m/],
    ['1m', undefined],
  ])('of logs in bars of %s', (interval, why) => {
    const query = one({ ...COUNT, bucketAggs: overTime(interval) }, 'logs');
    const [found] = watching(detectors, query, variables);
    expect(found?.detector.id).toBe('logs');
    const { overlay, noBand } = overlayOf('logs', found?.picked ?? [], query, '1m', ['metric', 'service']);
    expect(overlay.matchers).toEqual([{ label: 'service', operator: '=', value: '$service' }]);
    if (why) expect(noBand).toMatch(why);
    expect(overlay.band).toBe(why ? false : undefined);
  });
});

describe('a new detector from a panel', () => {
  test('has its name, its query for every value of the variables, and says so', () => {
    const query = one({ expr: 'sum(rate(x{service="$service"}[$__rate_interval]))' });
    const draft = draftOf({
      query,
      title: 'Orders of $service',
      source: 'metrics',
      taken: ['orders-of-service'],
      variables,
    });
    expect(Detector.safeParse(draft?.detector).error).toBeUndefined();
    expect(draft).toMatchObject({
      detector: {
        ...{
          id: 'orders-of-service-2',
          name: 'Orders of service',
          source: 'metrics',
          kind: 'metric',
          interval: '1m',
        },
        query: { type: 'prometheus', expr: 'sum by (service) (rate(x[2m]))' },
      },
      notes: [expect.stringContaining('every service'), expect.stringContaining('2m')],
    });
    const made = detector('made', (draft?.detector.query ?? query) as DetectorEntry['query']);
    expect(watching([made], query, variables)).toHaveLength(1);
  });

  test('of logs has the width of the panel’s bars', () => {
    const query = one({ ...COUNT, bucketAggs: overTime('5m') }, 'logs');
    const draft = draftOf({ query, title: '¡Ä!', source: 'logs', taken: [], variables });
    expect(Detector.safeParse(draft?.detector).error).toBeUndefined();
    expect(draft?.detector).toMatchObject({
      id: 'a',
      kind: 'log',
      interval: '5m',
      query: { split_by: ['service'] },
    });
  });
});
