import { OpenSearchQuery } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { fieldCatalog } from './field-catalog.ts';
import { resolveQuery } from './resolve-query.ts';

const keyword = { keyword: { type: 'keyword', aggregatable: true } };
const CATALOG = fieldCatalog({
  fields: {
    _id: { _id: { type: '_id', aggregatable: false } },
    '@timestamp': { date: { type: 'date', aggregatable: true } },
    app: { text: { type: 'text', aggregatable: false } },
    'app.keyword': keyword,
    log: { text: { type: 'text', aggregatable: false } },
    ms: { long: { type: 'long', aggregatable: true }, double: { type: 'double', aggregatable: true } },
    mixed: { ...keyword, text: { type: 'text', aggregatable: false } },
    attributes: { flat_object: { type: 'flat_object', aggregatable: true } },
    kubernetes: { object: { type: 'object', aggregatable: false } },
    'kubernetes.namespace_name': keyword,
  },
});
const resolve = (query: object, labels = {}, detected = { time: '@timestamp', service: 'app' }) =>
  resolveQuery(
    OpenSearchQuery.parse({ type: 'opensearch', index: 'logs-*', measure: { type: 'count' }, ...query }),
    labels,
    CATALOG,
    detected,
  );

test('finds detected, named and flat fields, and names their labels', () => {
  const { query, problems, warnings } = resolve({
    split_by: ['service', 'kubernetes.namespace_name', 'attributes.zone'],
    measure: { type: 'percentile', field: 'ms', percent: 95 },
  });
  expect(problems).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining('app.keyword is used')]);
  expect(query).toMatchObject({
    timeField: '@timestamp',
    split: [
      { field: 'app.keyword', label: 'service' },
      { field: 'kubernetes.namespace_name', label: 'namespace_name' },
      { field: 'attributes.zone', label: 'zone' },
    ],
  });
});

test.each([
  [{ split_by: ['log'] }, 'query.split_by.0', /can't be grouped/, /keyword/],
  [{ split_by: ['mixed'] }, 'query.split_by.0', /keyword and text|text and keyword/, /keyword/],
  [{ split_by: ['app', 'namespace'] }, 'query.split_by.1', /no field namespace/, /kubernetes.namespace_name/],
  [{ split_by: ['level'] }, 'query.split_by.0', /no level field/, /fields.level/],
  [{ measure: { type: 'avg', field: 'app' } }, 'query.measure.field', /needs a number/, /double/],
  [{ measure: { type: 'sum', field: 'nope' } }, 'query.measure.field', /no field nope/, /./],
  [{ measure: { type: 'cardinality', field: 'log' } }, 'query.measure.field', /can't be grouped/, /./],
  [{ time_field: 'app' }, 'query.time_field', /not as a date/, /@timestamp/],
])('%j: a problem at %s', (query, path, message, hint) => {
  const { query: resolved, problems } = resolve(query);
  expect(resolved).toBeUndefined();
  expect(problems).toEqual([
    { path, message: expect.stringMatching(message) as string, hint: expect.stringMatching(hint) as string },
  ]);
});

test('a fixed label that the split has too would make one signal of many', () => {
  expect(resolve({ split_by: ['service'] }, { service: 'all' }).problems).toMatchObject([
    { path: 'labels.service' },
  ]);
});
