import { expect, test } from 'vitest';
import type { PanelEmbeddable, PanelInput } from '../../types/dashboards.ts';
import { type BuildQuery, panelSubject } from './panel-subject.ts';

/** As OpenSearch Dashboards does for query strings and phrase filters, in short. */
const build: BuildQuery = (queries, filters) => ({
  bool: {
    filter: [
      ...queries.map((one) => ({ query_string: one })),
      ...filters.map((one) => (one as { query: object }).query),
    ],
  },
});

const panel = (
  serialized: unknown,
  more: Partial<PanelInput> = {},
  pattern = 'shop-logs',
): PanelEmbeddable => ({
  ...{ id: '1', type: 'visualization' },
  vis: {
    data: { indexPattern: { title: pattern, timeFieldName: '@timestamp' } },
    serialize: () => serialized,
  },
  getInput: () => ({ id: '1', ...more }),
  getOutput: () => ({ title: 'Errors' }),
});
const histogram = {
  type: 'date_histogram',
  schema: 'segment',
  params: { field: '@timestamp', interval: 'auto' },
};

test('a line chart: metrics, splits, the query and filters of the panel and of the dashboard', () => {
  const lines = {
    type: 'line',
    params: {},
    data: {
      aggs: [
        { type: 'percentiles', schema: 'metric', params: { field: 'took', percents: ['50', 95] } },
        { type: 'max', schema: 'metric', enabled: false, params: { field: 'took' } },
        { ...histogram, params: { ...histogram.params, interval: 'm' } },
        { type: 'terms', schema: 'group', params: { field: 'service' } },
      ],
      searchSource: {
        query: { query: 'level:ERROR', language: 'kuery' },
        filter: [{ query: { term: { zone: 'x' } } }],
      },
    },
  };
  const subject = panelSubject(
    panel(lines, {
      query: { query: 'host:a', language: 'kuery' },
      filters: [{ meta: {}, query: { match_phrase: { service: 'cart' } } }],
    }),
    build,
  );
  expect(subject).toEqual({
    ...{ title: 'Errors', index: 'shop-logs', timeField: '@timestamp', interval: '1m', hasTimeAxis: true },
    metrics: [{ type: 'percentiles', field: 'took', percents: [50, 95] }],
    splits: ['service'],
    query: expect.objectContaining({ bool: expect.anything() as unknown }) as unknown,
    conditions: {
      known: [
        { field: 'level', values: ['ERROR'], negated: false },
        { field: 'host', values: ['a'], negated: false },
        { field: 'zone', values: ['x'], negated: false },
        { field: 'service', values: ['cart'], negated: false },
      ],
      unknown: 0,
    },
  });
});

test('a count by itself, with an automatic interval', () => {
  const bars = { type: 'histogram', data: { aggs: [{ type: 'count', schema: 'metric' }, histogram] } };
  expect(panelSubject(panel(bars), build)).toMatchObject({
    metrics: [{ type: 'count', field: undefined }],
    splits: [],
    interval: undefined,
    conditions: { known: [], unknown: 0 },
  });
});

test('the time series visual builder names its own index', () => {
  const tsvb = {
    type: 'metrics',
    params: {
      index_pattern: 'metrics-*',
      time_field: 'time',
      interval: '>=5m',
      filter: { query: 'env:prod', language: 'lucene' },
      series: [
        {
          metrics: [{ type: 'percentile', field: 'cpu', percentiles: [{ value: '99' }] }],
          split_mode: 'terms',
          terms_field: 'host.name',
        },
      ],
    },
    data: {},
  };
  expect(panelSubject(panel(tsvb), build)).toMatchObject({
    ...{ index: 'metrics-*', timeField: 'time', interval: '5m', hasTimeAxis: true, splits: ['host.name'] },
    metrics: [{ type: 'percentiles', field: 'cpu', percents: [99] }],
    conditions: { known: [{ field: 'env', values: ['prod'], negated: false }] },
  });
});

test('a saved search has an index and nothing else; its documents may be measured by anything', () => {
  const search: PanelEmbeddable = {
    ...{ id: '1', type: 'search', getInput: () => ({ id: '1' }) },
    getOutput: () => ({ title: 'Logs', indexPatterns: [{ title: 'shop-*', timeFieldName: 't' }] }),
  };
  expect(panelSubject(search, build)).toMatchObject({
    index: 'shop-*',
    timeField: 't',
    metrics: [],
    splits: [],
  });
});

test('of a panel without an index, or one that fails, nothing is said', () => {
  const markdown = panel({ type: 'markdown', data: {} });
  markdown.vis = { serialize: () => ({ type: 'markdown', data: {} }) };
  expect(panelSubject(markdown, build)).toBeUndefined();
  const failing = panel({});
  failing.getInput = () => {
    throw new Error('not ready');
  };
  expect(panelSubject(failing, build)).toBeUndefined();
});
