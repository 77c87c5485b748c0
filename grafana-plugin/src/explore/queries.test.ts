import type { DetectorEntry } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { explorePath } from './explore-path.ts';
import { serviceLogsQuery, signalQuery, traceQuery, tracesQuery } from './queries.ts';

const of = (query: DetectorEntry['query'], labels = {}): unknown => {
  const found = signalQuery({ query }, labels);
  return found && { kind: found.kind, ...found.queryFor('x') };
};

test('a metric’s query is the detector’s PromQL', () => {
  expect(of({ type: 'prometheus', expr: 'rate(a[5m])' })).toMatchObject({
    kind: 'metrics',
    expr: 'rate(a[5m])',
  });
});

test('logs are looked for by the filter and the fields that the signal was split by', () => {
  const query: DetectorEntry['query'] = {
    ...{ type: 'opensearch', index: 'logs', filter: 'level:ERROR OR level:FATAL' },
    ...{ split_by: ['service', 'host'], measure: { type: 'count' } },
  };
  expect(of(query, { service: 'cart', host: 'a"1' })).toMatchObject({
    kind: 'logs',
    query: '(level:ERROR OR level:FATAL) AND "cart" AND host:"a\\"1"',
  });
  expect(
    of(
      { type: 'templates', templates: 9, learn: '1h' },
      { service: 'cart', template: 'order <*> placed by <*>' },
    ),
  ).toMatchObject({ query: '"cart" AND "order" AND "placed by"' });
  expect(serviceLogsQuery('a\\b').queryFor('x')).toMatchObject({ query: '"a\\\\b"' });
});

test('calls are looked for in the words of the tracing tool', () => {
  expect(
    of(
      { type: 'traces', by: ['operation'], measures: ['p99'], services: [], operations: [] },
      { service: 'pay', operation: 'POST /x' },
    ),
  ).toMatchObject({
    ...{ kind: 'traces', queryType: 'search', service: 'pay', operation: 'POST /x' },
  });
  expect(tracesQuery('pay').queryFor('tempo')).toEqual({
    ...{ queryType: 'traceql', query: '{resource.service.name="pay"}' },
  });
  expect(traceQuery('abc').queryFor('jaeger')).toEqual({ query: 'abc' });
});

test('readings that were sent are nowhere else', () => {
  expect(of({ type: 'ingest', match: {} })).toBeUndefined();
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
