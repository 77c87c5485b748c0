import type { OpenSearchQuery } from '@lapwing/contract';
import { describe, expect, test } from 'vitest';
import type { Variables } from '../promql/covers.ts';
import { type LogShape, logShapes } from './log-shape.ts';
import { conjunctsOf } from './lucene.ts';
import { coversLogs, labelOfField, widenedLogs } from './same-logs.ts';

const variables: Variables = {
  fill: (text, as) =>
    text.replaceAll('$service', 'checkout').replaceAll('$hosts', as === 'lucene' ? '("a" OR "b")' : '{a,b}'),
  isSingle: (name) => name !== 'hosts',
};
const settings = { database: 'logs-*', timeField: '@timestamp', flavor: 'opensearch' };
const overTime = (interval = 'auto') => ({
  id: '2',
  type: 'date_histogram',
  field: '@timestamp',
  settings: { interval },
});
const terms = (field: string) => ({ id: '3', type: 'terms', field, settings: { size: '10', order: 'desc' } });
const count = { id: '1', type: 'count' };

function shape(target: object): LogShape {
  const found = logShapes({ metrics: [count], bucketAggs: [overTime()], ...target }, settings);
  if (!('shapes' in found) || !found.shapes[0]) throw new Error(JSON.stringify(found));
  return found.shapes[0];
}

function detector(change: Partial<OpenSearchQuery>): OpenSearchQuery {
  return { type: 'opensearch', index: 'logs-*', split_by: [], measure: { type: 'count' }, ...change };
}

test.each([
  ['', []],
  ['*', []],
  ['level:ERROR', ['level:ERROR']],
  ['level:ERROR AND service:"checkout"', ['level:ERROR', 'service:checkout']],
  ['( level:(ERROR OR FATAL)  AND (a:b && c:d) )', ['level:(ERROR OR FATAL)', 'a:b', 'c:d']],
  ['level:ERROR OR level:FATAL', ['level:ERROR OR level:FATAL']],
  ['level:ERROR NOT a:b', ['level:ERROR NOT a:b']],
  ['timed out', ['timed out']],
  ['"timed AND out" AND a:b', ['"timed AND out"', 'a:b']],
  ['+a:b AND -c:d', ['+a:b AND -c:d']],
])('the conditions of %s', (query, wanted) => {
  expect(conjunctsOf(query).map(({ text }) => text)).toEqual(wanted);
});

describe('a query of a log data source', () => {
  test('has its index, its measures and its splits', () => {
    const metrics = [
      { type: 'avg', field: 'took' },
      { type: 'percentiles', field: 'took', settings: { percents: ['95', '99'] } },
      { type: 'count', hide: true },
    ];
    const found = logShapes(
      { query: 'a:b', metrics, bucketAggs: [terms('service.keyword'), overTime('1m')] },
      settings,
    );
    expect(found).toMatchObject({
      shapes: [
        { index: 'logs-*', measure: { type: 'avg', field: 'took' }, splitBy: ['service.keyword'], bar: '1m' },
        { measure: { type: 'percentile', percent: 95 } },
        { measure: { type: 'percentile', percent: 99 } },
      ],
    });
  });

  test('daily indices are a pattern', () => {
    const found = logShapes({ bucketAggs: [overTime()] }, { index: '[logs-]YYYY.MM.DD', interval: 'Daily' });
    expect(found).toMatchObject({ shapes: [{ index: 'logs-*' }] });
  });

  test.each([
    [{ queryType: 'PPL' }, /PPL/],
    [{ luceneQueryType: 'Logs' }, /logs/],
    [{ bucketAggs: [terms('a')] }, /date histogram/],
    [{ bucketAggs: [{ type: 'filters' }, overTime()] }, /filters/],
    [{ metrics: [{ type: 'max', field: 'took' }] }, /max/],
    [{ metrics: 'x' }, /not known/],
  ])('%j can’t be watched, and it says why', (target, why) => {
    const found = logShapes({ metrics: [count], bucketAggs: [overTime()], ...target }, settings);
    expect('why' in found && found.why).toMatch(why);
  });
});

describe('a detector of logs watches what a panel shows', () => {
  test.each<[string, Partial<OpenSearchQuery>, object, unknown]>([
    ['all of it', {}, { query: '*' }, []],
    [
      'its conditions in another order',
      { filter: 'a:b AND level:ERROR' },
      { query: 'level:"ERROR" AND a:b' },
      [],
    ],
    ['with a variable filled in', { filter: 'service:checkout' }, { query: 'service:$service' }, []],
    [
      'one of its signals',
      { split_by: ['service'] },
      { query: 'service:"$service"' },
      [{ field: 'service', value: '$service' }],
    ],
    [
      'by the same field',
      { split_by: ['service'] },
      { bucketAggs: [terms('service.name.keyword'), overTime()] },
      [],
    ],
    [
      'some of its signals',
      { split_by: ['host'] },
      { query: 'host:$hosts', bucketAggs: [terms('host'), overTime()] },
      [{ field: 'host', value: '$hosts' }],
    ],
  ])('%s', (_what, query, target, wanted) =>
    expect(coversLogs(detector(query), shape(target), variables)).toEqual(wanted),
  );

  test.each<[string, Partial<OpenSearchQuery>, object]>([
    ['another index', { index: 'other-*' }, {}],
    ['another measure', { measure: { type: 'sum', field: 'bytes' } }, {}],
    ['another filter', { filter: 'a:b' }, {}],
    ['a filter that no split knows', {}, { query: 'a:b' }],
    ['a sum over its signals', { split_by: ['host'] }, {}],
    ['a sum over some of its signals', { split_by: ['host'] }, { query: 'host:$hosts' }],
    ['a split that it does not make', {}, { bucketAggs: [terms('host'), overTime()] }],
    ['a query object', { filter: { match_all: {} } }, {}],
  ])('but not %s', (_what, query, target) =>
    expect(coversLogs(detector(query), shape(target), variables)).toBeUndefined(),
  );
});

test('a detector is made of a panel’s log query for every value of a variable, and covers it', () => {
  const panel = shape({
    query: 'level:ERROR AND service:$service AND host:$hosts AND (x OR y)',
    bucketAggs: [terms('zone'), overTime()],
  });
  const made = widenedLogs(panel, variables);
  expect(made).toEqual({
    query: {
      ...{ type: 'opensearch', index: 'logs-*', measure: { type: 'count' }, split_by: ['zone', 'service'] },
      ...{ filter: 'level:ERROR AND host:("a" OR "b") AND (x OR y)', time_field: '@timestamp' },
    },
    labels: ['service'],
    fixed: ['host'],
  });
});

test.each([
  ['kubernetes.namespace_name', [], 'namespace_name'],
  ['service.name.keyword', ['service', 'metric'], 'service'],
  ['http.status.code', ['status_code'], 'status_code'],
  ['kubernetes.container_name', ['service'], 'service'],
])('the label of %s', (field, labels, wanted) => expect(labelOfField(field, labels)).toBe(wanted));
