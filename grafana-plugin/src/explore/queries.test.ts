import type { DetectorEntry } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { explorePath } from './explore-path.ts';
import { serviceLogsQuery, signalQuery, traceQuery, tracesQuery } from './queries.ts';

const of = async (query: DetectorEntry['query'], labels = {}, added = {}): Promise<unknown> => {
  const found = signalQuery({ query, labels: added }, labels);
  return found && { kind: found.kind, index: found.index, ...(await found.queryFor('x')) };
};

test('a metric’s query is the detector’s PromQL for the signal’s own series', async () => {
  const expr = 'sum by (service) (rate(a{job="shop"}[5m]))';
  const labels = { metric: 'shop-errors', service: 'cart', team: 'web' };
  expect(await of({ type: 'prometheus', expr }, labels, { team: 'web' })).toMatchObject({
    kind: 'metrics',
    expr: 'sum by (service) (rate(a{job="shop", service="cart"}[5m]))',
  });
  const named = { metric: 'up', job: 'shop', instance: 'a:1' };
  expect(await of({ type: 'prometheus', expr: 'up' }, named)).toMatchObject({
    expr: 'up{job="shop", instance="a:1"}',
  });
  expect(await of({ type: 'prometheus', expr: '{job="shop"}' }, { metric: 'up', job: 'shop' })).toMatchObject(
    { expr: '{job="shop", __name__="up"}' },
  );
  const unlucky = { metric: 'theirs', name: 'up', job: 'shop' };
  expect(await of({ type: 'prometheus', expr: 'up' }, unlucky)).toMatchObject({ expr: 'up{job="shop"}' });
});

test('logs are looked for by the filter and the fields that the signal was split by', async () => {
  const query: DetectorEntry['query'] = {
    ...{ type: 'opensearch', index: 'logs', filter: 'level:ERROR OR level:FATAL' },
    ...{ split_by: ['service', 'host'], measure: { type: 'count' } },
  };
  expect(await of(query, { service: 'cart', host: 'a"1' })).toMatchObject({
    ...{ kind: 'logs', index: 'logs', timeField: '@timestamp' },
    query: '(level:ERROR OR level:FATAL) AND "cart" AND host:"a\\"1"',
  });
  expect(
    await of(
      { type: 'templates', templates: 9, learn: '1h' },
      { service: 'cart', template: 'order <*> placed by <*>' },
    ),
  ).toMatchObject({ query: '"cart" AND "order" AND "placed by"' });
  expect(serviceLogsQuery('a\\b').queryFor('x')).toMatchObject({ query: '"a\\\\b"' });
});

test('a field that the service calls by a shorter name is looked for by its own', async () => {
  const query: DetectorEntry['query'] = {
    ...{ type: 'opensearch', index: 'logs', time_field: 'when', measure: { type: 'count' } },
    split_by: ['kubernetes.pod_name', 'host.keyword'],
  };
  expect(await of(query, { pod_name: 'p-1', host: 'h' })).toMatchObject({
    ...{ query: 'kubernetes.pod_name:"p-1" AND host.keyword:"h"', timeField: 'when' },
  });
});

test('calls are looked for in the words of the tracing tool', async () => {
  expect(
    await of(
      { type: 'traces', by: ['operation'], measures: ['p99'], services: [], operations: [] },
      { service: 'pay', operation: 'POST /x' },
    ),
  ).toMatchObject({
    ...{ kind: 'traces', queryType: 'search', service: 'pay', operation: 'POST /x' },
  });
  const calls: DetectorEntry['query'] = {
    ...{ type: 'traces', by: ['edge'], measures: ['p95'], services: [], operations: [] },
  };
  const edge = { service: 'database', callee: 'database', caller: 'users' };
  expect(await of(calls, edge)).toMatchObject({ queryType: 'search', service: 'users' });
  expect(tracesQuery('pay').queryFor('tempo')).toEqual({
    ...{ queryType: 'traceql', query: '{resource.service.name="pay"}' },
  });
  expect(traceQuery('abc').queryFor('jaeger')).toEqual({ query: 'abc' });
});

test('readings that were sent are nowhere else', async () => {
  expect(await of({ type: 'ingest', match: {} })).toBeUndefined();
});

test('the path of Explore holds source, query and range', () => {
  const path = explorePath({
    source: { uid: 'p', type: 'prometheus' },
    query: { expr: 'a' },
    from: 1.4,
    to: 9,
  });
  const panes: unknown = JSON.parse(new URLSearchParams(path.split('?')[1]).get('panes') ?? '');
  expect(panes).toEqual({
    lapwing: {
      datasource: 'p',
      queries: [{ refId: 'A', datasource: { type: 'prometheus', uid: 'p' }, expr: 'a' }],
      range: { from: '1', to: '9' },
    },
  });
});
