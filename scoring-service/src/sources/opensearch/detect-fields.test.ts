import { expect, test } from 'vitest';
import { candidateFields, chooseFields } from './detect-fields.ts';
import { fieldCatalog, type FieldCatalog } from './field-catalog.ts';

/** A catalog as field caps tell it: dynamic mapping gives text a `keyword` sub-field. */
function catalog(fields: Record<string, string>): FieldCatalog {
  const caps: Record<string, Record<string, { type: string; aggregatable: boolean }>> = {};
  for (const [name, type] of Object.entries(fields)) {
    if (type === 'dynamic') {
      caps[name] = { text: { type: 'text', aggregatable: false } };
      caps[`${name}.keyword`] = { keyword: { type: 'keyword', aggregatable: true } };
    } else caps[name] = { [type]: { type, aggregatable: type !== 'text' } };
  }
  return fieldCatalog({ fields: caps });
}
const choose = (fields: Record<string, string>, filled: Record<string, number> = {}, documents = 0) =>
  chooseFields(candidateFields(catalog(fields)), new Map(Object.entries(filled)), documents, {});

test.each([
  [
    'Fluent Bit with the Kubernetes filter',
    {
      ...{ '@timestamp': 'date', log: 'dynamic', stream: 'dynamic', time: 'date', level: 'dynamic' },
      ...{
        'kubernetes.pod_name': 'dynamic',
        'kubernetes.container_name': 'dynamic',
        'kubernetes.labels.app': 'dynamic',
      },
    },
    { time: '@timestamp', message: 'log', level: 'level.keyword', service: 'kubernetes.labels.app.keyword' },
  ],
  [
    'Fluent Bit with Replace_Dots and the recommended labels',
    { '@timestamp': 'date', log: 'dynamic', 'kubernetes.labels.app_kubernetes_io/name': 'dynamic' },
    { time: '@timestamp', message: 'log', service: 'kubernetes.labels.app_kubernetes_io/name.keyword' },
  ],
  [
    'Fluentd',
    {
      '@timestamp': 'date',
      message: 'dynamic',
      severity: 'dynamic',
      container_name: 'dynamic',
      tag: 'dynamic',
    },
    { time: '@timestamp', message: 'message', level: 'severity.keyword', service: 'container_name.keyword' },
  ],
  [
    'ss4o logs',
    {
      ...{ '@timestamp': 'date', observedTimestamp: 'date', body: 'text', 'severity.text': 'dynamic' },
      ...{ 'severity.number': 'long', 'resource.service.name': 'keyword', traceId: 'keyword' },
    },
    { time: '@timestamp', message: 'body', level: 'severity.text.keyword', service: 'resource.service.name' },
  ],
  [
    'Data Prepper logs',
    {
      ...{
        time: 'date',
        observedTime: 'date',
        body: 'text',
        severityText: 'keyword',
        serviceName: 'keyword',
      },
      ...{ 'resource.attributes.service@name': 'keyword' },
    },
    { time: 'time', message: 'body', level: 'severityText', service: 'serviceName' },
  ],
  [
    'Data Prepper spans',
    {
      startTime: 'date_nanos',
      endTime: 'date_nanos',
      name: 'keyword',
      serviceName: 'keyword',
      'status.code': 'long',
    },
    { time: 'startTime', message: 'name', level: 'status.code', service: 'serviceName' },
  ],
  ['one date of an odd name', { when: 'date', x: 'long' }, { time: 'when' }],
  ['several dates of odd names: a person must say which', { from: 'date', until: 'date' }, {}],
  ['a time that is text', { '@timestamp': 'dynamic', when: 'date' }, { time: 'when' }],
])('%s', (_shape, fields, parts) => {
  expect(choose(fields)).toEqual(parts);
});

test('a field that templates map and nobody fills yields to one that is filled', () => {
  const fields = { 'service.name': 'keyword', 'kubernetes.labels.app': 'keyword', container_name: 'keyword' };
  expect(choose(fields, { 'kubernetes.labels.app': 90, container_name: 100 }, 100).service).toBe(
    'kubernetes.labels.app',
  );
  expect(choose(fields, { 'kubernetes.labels.app': 10, container_name: 40 }, 100).service).toBe(
    'container_name',
  );
});

test('what is set wins over what is detected', () => {
  const candidates = candidateFields(catalog({ '@timestamp': 'date', service: 'keyword' }));
  expect(chooseFields(candidates, new Map(), 0, { service: 'team' })).toMatchObject({ service: 'team' });
});
