import { Detector, type SourceInfo } from '@lapwing/contract';
import { expect, test } from 'vitest';
import type { PanelMetric, PanelSubject } from '../panels/panel-subject.ts';
import { suggestionOf } from './suggestion.ts';

const logs: SourceInfo = { name: 'logs', type: 'opensearch', serves: ['opensearch', 'templates'] };
const metric = (type: string, field?: string, percents: number[] = []): PanelMetric => ({
  type,
  field,
  percents,
});
const query = {
  bool: { must: [], filter: [{ match_phrase: { level: 'ERROR' } }], should: [], must_not: [] },
};
const nothing = { bool: { must: [], filter: [{ match_all: {} }], should: [], must_not: [] } };
const subject = (more: Partial<PanelSubject>): PanelSubject => ({
  ...{ title: 'Errors of Payment (prod)', index: 'shop-*', timeField: '@timestamp', interval: undefined },
  ...{ metrics: [metric('count')], splits: [], hasTimeAxis: true, conditions: { known: [], unknown: 0 } },
  query: nothing,
  ...more,
});

test('a panel becomes a detector that the service takes', () => {
  const made = suggestionOf(subject({ splits: ['service.keyword', 'host.name'], interval: '5m', query }), [
    logs,
  ]);
  expect(made).toEqual({
    notes: [],
    detector: {
      ...{
        id: 'errors-of-payment-prod',
        name: 'Errors of Payment (prod)',
        source: 'logs',
        kind: 'log',
        interval: '5m',
      },
      query: {
        ...{
          type: 'opensearch',
          index: 'shop-*',
          split_by: ['service', 'host.name'],
          measure: { type: 'count' },
        },
        ...{ time_field: '@timestamp', filter: query },
      },
    },
  });
  expect('detector' in made && Detector.safeParse(made.detector).success).toBe(true);
});

test.each([
  [metric('avg', 'took'), { type: 'avg', field: 'took' }],
  [metric('sum', 'bytes'), { type: 'sum', field: 'bytes' }],
  [metric('cardinality', 'user'), { type: 'cardinality', field: 'user' }],
  [metric('median', 'took'), { type: 'percentile', field: 'took', percent: 50 }],
  [
    metric('percentiles', 'took', [1, 5, 25, 50, 75, 95, 99]),
    { type: 'percentile', field: 'took', percent: 95 },
  ],
  [metric('percentiles', 'took', [50, 99.9]), { type: 'percentile', field: 'took', percent: 99.9 }],
  [metric('max', 'took'), { type: 'percentile', field: 'took', percent: 99 }],
])('%j is watched as %j', (one, measure) => {
  const made = suggestionOf(subject({ metrics: [one] }), [logs]);
  expect(made).toMatchObject({ detector: { query: { measure } } });
  expect('detector' in made && 'filter' in made.detector.query).toBe(false);
});

test('what can’t be done is said', () => {
  expect(suggestionOf(subject({}), [])).toMatchObject({ impossible: expect.stringContaining('no source') });
  expect(suggestionOf(subject({ metrics: [metric('top_hits', 'x')] }), [logs])).toMatchObject({
    impossible: expect.stringContaining('top_hits'),
  });
  const made = suggestionOf(
    subject({ metrics: [metric('max', 'took'), metric('count')], splits: ['a', 'b', 'c', 'd', 'e'] }),
    [logs, { ...logs, name: 'more' }],
  );
  expect('notes' in made ? made.notes : []).toEqual([
    'The panel has 2 metrics: this detector watches the first.',
    'Lapwing does not watch the highest value: this is the percentile next to it.',
    'Of 5 splits the first 4 are taken.',
    'Lapwing has several sources of this type: choose the one that this index lies in.',
  ]);
});

test.each([
  ['Größe!', 'gro-e'],
  ['日本', 'panel'],
  ['x'.repeat(80), 'x'.repeat(63)],
])('the id of %s', (title, id) => {
  const made = suggestionOf(subject({ title }), [logs]);
  expect(made).toMatchObject({ detector: { id } });
});
