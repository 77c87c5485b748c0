import { Detector, type DetectorInput } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { detectorOf, draftOf, emptyDraft, idOf } from './draft.ts';

const base = { id: 'd', name: 'D', source: 's', kind: 'metric' } as const;
const full: DetectorInput = {
  ...base,
  ...{ kind: 'log', enabled: false, interval: '5m', delay: '1m', history: '7d', direction: 'up' },
  query: {
    ...{ type: 'opensearch', index: 'logs-*', filter: 'level:error', split_by: ['service', 'host'] },
    ...{ measure: { type: 'percentile', field: 'ms', percent: 99 }, time_field: '@timestamp' },
  },
  ...{ open_at: 'HIGH', alert_at: 'CRITICAL', alert_budget: { per: 'day', false_alerts: 2.5 } },
  suppress: {
    smallest_effect: { absolute: 5, relative: 0.29 },
    ignore: [{ service: 'canary' }],
    windows: [
      {
        ...{ type: 'once', name: 'move', from: '2026-11-28T22:00:00+01:00', to: '2026-11-29T02:00:00+01:00' },
        ...{ effect: 'no_alerts', by: 20, labels: {} },
      },
      {
        ...{ type: 'weekly', days: ['sun'], start: '02:00', end: '04:00', time_zone: 'Europe/Berlin' },
        ...{ effect: 'quieter', by: 30, labels: { service: 'backup' } },
      },
      { type: 'calendar', calendar: 'freeze', effect: 'maintenance', by: 20, labels: {} },
    ],
    learn_recurring: false,
  },
  ...{ models: { statistical: true, forest: false, lstm: true }, entity: 'service', max_signals: 50 },
  ...{ labels: { metric: 'errors' }, from: '2026-01-01T00:00:00Z', until: '2026-02-01T00:00:00Z' },
};
const queries: DetectorInput['query'][] = [
  { type: 'prometheus', expr: 'rate(x[5m])' },
  {
    type: 'opensearch',
    index: 'a',
    filter: { term: { a: 1 } },
    split_by: [],
    measure: { type: 'rate', of: 'b' },
  },
  { type: 'opensearch', index: 'a', split_by: [], measure: { type: 'rate', of: { exists: { field: 'c' } } } },
  { type: 'opensearch', index: 'a', split_by: [], measure: { type: 'cardinality', field: 'user' } },
  { type: 'ingest', match: { metric: 'orders' } },
  { type: 'csv', match: {} },
  { type: 'traces', by: ['edge'], measures: ['p99'], services: ['a', 'b'], operations: [] },
  { type: 'entities', detectors: ['x', 'y'], by: 'host', model: 'ple-gru' },
  { type: 'templates', index: 'logs', message_field: 'msg', templates: 20, learn: '2h' },
  { type: 'templates' },
];

test('a form keeps every setting of a detector', () => {
  expect(Detector.parse(detectorOf(draftOf(Detector.parse(full))))).toEqual(Detector.parse(full));
});

test.each(queries.map((query) => [query.type, query] as const))('a form keeps a %s query', (_type, query) => {
  expect(Detector.parse(detectorOf(draftOf(Detector.parse({ ...base, query }))))).toEqual(
    Detector.parse({ ...base, query }),
  );
});

test('an untouched form is what the service would fill in', () => {
  const draft = { ...emptyDraft(), ...base, query: { ...emptyDraft().query, expr: 'up' } };
  expect(Detector.parse(detectorOf(draft))).toEqual(
    Detector.parse({ ...base, query: { type: 'prometheus', expr: 'up' } }),
  );
});

test('what is no number is sent as what it is: the service says so, at its field', () => {
  const sent = detectorOf({ ...draftOf(Detector.parse(full)), falseAlerts: 'many' });
  expect(Detector.safeParse(sent).error?.issues[0]?.path).toEqual(['alert_budget', 'false_alerts']);
});

test.each([
  ['Checkout errors!', 'checkout-errors'],
  ['  Größe (p95) ', 'gro-e-p95'],
  ['???', ''],
  ['x'.repeat(80), 'x'.repeat(63)],
])('%s is known as %s', (name, id) => expect(idOf(name)).toBe(id));
