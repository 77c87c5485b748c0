import type { DetectorQuery } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { concerning } from './concerns.ts';
import { conditionsOf } from './conditions.ts';
import type { PanelMetric, PanelSubject } from './panel-subject.ts';
import { testAnomaly } from './testing.ts';

const count: PanelMetric = { type: 'count', field: undefined, percents: [] };
const took: PanelMetric = { type: 'percentiles', field: 'took', percents: [95] };
const panel = (query: string, metrics: PanelMetric[] = [count], index = 'shop-*'): PanelSubject => ({
  ...{
    title: 'Panel',
    index,
    timeField: '@timestamp',
    metrics,
    splits: [],
    interval: undefined,
    hasTimeAxis: true,
  },
  ...{ query, conditions: conditionsOf(query) },
});
const watch = (more: object): { id: string; query: DetectorQuery } => ({
  id: 'shop',
  query: {
    type: 'opensearch',
    index: 'shop-logs',
    split_by: ['service'],
    measure: { type: 'count' },
    ...more,
  } as DetectorQuery,
});
const anomalies = [
  testAnomaly({ service: 'cart', metric: 'lines' }),
  testAnomaly({ service: 'payment' }, { id: 'a2' }),
];
const seen = (subject: PanelSubject, more: object = {}): string[] =>
  concerning(subject, [watch(more)], anomalies).map(({ id }) => id);

test.each<[string, PanelSubject, object, string[]]>([
  ['all of the index', panel(''), {}, ['a1', 'a2']],
  ['another index', panel('', [count], 'logs-*'), {}, []],
  ['one service', panel('service:payment'), {}, ['a2']],
  ['all but one', panel('NOT service:payment'), {}, ['a1']],
  ['several', panel('service:(payment OR cart)'), {}, ['a1', 'a2']],
  ['another field that the service may be', panel('kubernetes.labels.app:payment'), {}, ['a2']],
  ['a filter that the detector knows nothing of', panel('zone:x'), {}, []],
  ['a filter that the detector has too', panel('level:ERROR'), { filter: 'level:ERROR' }, ['a1', 'a2']],
  [
    'a filter whose share is watched',
    panel('level:ERROR'),
    { measure: { type: 'rate', of: 'level:(ERROR OR FATAL)' } },
    ['a1', 'a2'],
  ],
  ['a filter against the detector’s', panel('level:INFO'), { filter: 'level:ERROR' }, []],
  ['a filter of the detector alone', panel(''), { filter: 'level:ERROR' }, ['a1', 'a2']],
  ['a range that nothing is known of', panel('took:>5'), {}, []],
  ['another measure', panel('', [took]), {}, []],
  [
    'a measure of the same field',
    panel('', [took]),
    { measure: { type: 'avg', field: 'took' } },
    ['a1', 'a2'],
  ],
  ['a measure of another field', panel('', [took]), { measure: { type: 'avg', field: 'bytes' } }, []],
  ['counts, where a field is watched', panel(''), { measure: { type: 'avg', field: 'took' } }, []],
  ['documents themselves', panel('', []), { measure: { type: 'avg', field: 'took' } }, ['a1', 'a2']],
  ['unsplit', panel('service:cart'), { split_by: [] }, []],
])('%s', (_name, subject, more, ids) => {
  expect(seen(subject, more)).toEqual(ids);
});

test('detectors of metrics, traces and files are no panel’s', () => {
  const prometheus = { id: 'shop', query: { type: 'prometheus', expr: 'up' } } as const;
  expect(concerning(panel(''), [prometheus], anomalies)).toEqual([]);
  expect(concerning(panel(''), [{ ...watch({}), id: 'other' }], anomalies)).toEqual([]);
});

test('a split field of a log collector is found under its short label', () => {
  const watcher = watch({ split_by: ['kubernetes.namespace_name', 'host.name'] });
  const one = testAnomaly({ namespace_name: 'shop', host: 'a' });
  const shown = (query: string): number => concerning(panel(query), [watcher], [one]).length;
  expect(shown('kubernetes.namespace_name.keyword:shop')).toBe(1);
  expect(shown('kubernetes.namespace_name:other')).toBe(0);
  expect(shown('host.name:a')).toBe(1);
});

test('log templates are counts of their lines', () => {
  const templates = {
    id: 'shop',
    query: { type: 'templates', index: 'shop-*', templates: 100, learn: '1h' },
  } as const;
  const ids = concerning(panel('service:cart'), [templates], anomalies).map(({ id }) => id);
  expect(ids).toEqual(['a1']);
});
