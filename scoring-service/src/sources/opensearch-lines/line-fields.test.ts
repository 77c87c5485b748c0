import { Detector } from '@lapwing/contract';
import { describe, expect, test } from 'vitest';
import type { TemplatesQuery } from '@lapwing/contract';
import { fieldCatalog } from '../opensearch/field-catalog.ts';
import { candidateFields, chooseFields } from '../opensearch/detect-fields.ts';
import { lineFields, lineOf, sourceFields } from './line-fields.ts';

const detector = Detector.parse({
  ...{ id: 'd', name: 'd', source: 's', kind: 'log' },
  query: { type: 'templates', index: 'logs-*' },
});
const TRACE = '0af7651916cd43dd8448eb211c80319c';

/** The look at an index whose mapping has these fields, as dynamic mappings make them. */
function look(types: Record<string, string>) {
  const answer = Object.entries(types).map(([name, type]) => [
    name,
    { [type]: { type, searchable: true, aggregatable: type !== 'text' } },
  ]);
  const catalog = fieldCatalog({ fields: Object.fromEntries(answer) });
  const detected = chooseFields(candidateFields(catalog), new Map(), 0, {});
  return { catalog, detected, documents: 0 };
}

function read(types: Record<string, string>, document: object, query: Partial<TemplatesQuery> = {}) {
  const asked = { ...detector.query, ...query } as TemplatesQuery;
  const fields = lineFields(detector, asked, look(types));
  return lineOf(fields, 7, document as Record<string, unknown>);
}

describe('lines of the usual shapes', () => {
  test('Fluent Bit with its Kubernetes filter', () => {
    const types = {
      ...{ '@timestamp': 'date', log: 'text', level: 'text', 'level.keyword': 'keyword' },
      ...{ 'kubernetes.labels.app': 'text', 'kubernetes.labels.app.keyword': 'keyword' },
    };
    const document = { log: 'failed\n\tat a.B', level: 'ERROR', kubernetes: { labels: { app: 'cart' } } };
    expect(read(types, { ...document, trace_id: TRACE.toUpperCase() })).toEqual({
      ...{ timestamp: 7, service: 'cart', level: 'ERROR', message: 'failed\n\tat a.B', traceId: TRACE },
    });
  });
  test('Fluentd', () => {
    const types = {
      '@timestamp': 'date',
      message: 'text',
      '@log_name': 'text',
      '@log_name.keyword': 'keyword',
    };
    expect(read(types, { message: 'hello', '@log_name': 'cart' })).toEqual({
      ...{ timestamp: 7, service: 'cart', message: 'hello' },
    });
  });
  test('Simple Schema for Observability', () => {
    const types = {
      ...{
        '@timestamp': 'date',
        body: 'text',
        'severity.text': 'keyword',
        'attributes.service.name': 'keyword',
      },
    };
    const document = {
      ...{ body: 'hello', severity: { text: 'WARN', number: 13 }, traceId: TRACE },
      attributes: { 'service.name': 'cart' },
    };
    expect(read(types, document)).toMatchObject({ service: 'cart', level: 'WARN', traceId: TRACE });
  });
  test("OpenTelemetry by Data Prepper, dots as '@'", () => {
    const types = {
      ...{
        time: 'date',
        body: 'text',
        severityText: 'keyword',
        'resource.attributes.service@name': 'keyword',
      },
    };
    const document = {
      ...{ body: 'hello', severityText: 'INFO', traceId: '' },
      'resource.attributes.service@name': 'cart',
    };
    expect(read(types, document)).toEqual({ timestamp: 7, service: 'cart', level: 'INFO', message: 'hello' });
  });
});

describe('what a query names comes first', () => {
  const types = { '@timestamp': 'date', message: 'text', note: 'text', team: 'keyword', rank: 'keyword' };
  const query = { message_field: 'note', service_field: 'team', level_field: 'rank', trace_field: 'call.id' };
  const document = { message: 'no', note: 'yes', team: 'blue', rank: 3, call: { id: TRACE } };

  test('of every part', () => {
    const fields = lineFields(detector, { ...detector.query, ...query } as TemplatesQuery, look(types));
    expect(sourceFields(fields).slice(0, 4)).toEqual(['note', 'team', 'rank', 'call.id']);
    expect(read(types, document, query)).toEqual({
      ...{ timestamp: 7, service: 'blue', level: '3', message: 'yes', traceId: TRACE },
    });
  });
});

test('a message may be an object, a list, or missing; a service may be missing', () => {
  const types = { '@timestamp': 'date', message: 'text' };
  expect(read(types, { message: { a: 1 } })).toMatchObject({
    message: '{"a":1}',
    service: 'unknown_service',
  });
  expect(read(types, { message: ['first', 'second'] })).toMatchObject({ message: 'first' });
  expect(read(types, { message: '' })).toBeUndefined();
  expect(read(types, { other: 1 })).toBeUndefined();
});

test('an index without a message or a time is refused, and says what to set', () => {
  expect(() => read({ '@timestamp': 'date', n: 'long' }, {})).toThrow(/no message field/);
  expect(() => read({ message: 'text' }, {})).toThrow(/no time field/);
});
