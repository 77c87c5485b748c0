import { expect, test } from 'vitest';
import { planSample } from './sample.ts';
import { spanOf, valueAt } from './documents.ts';

const common = { traceId: 't', spanId: 's', name: 'GET /', startTime: '2026-11-20T12:00:00.123456789Z' };

test('a document of Data Prepper', () => {
  const span = spanOf({
    ...{
      ...common,
      parentSpanId: '',
      kind: 'SPAN_KIND_CLIENT',
      serviceName: 'shop',
      durationInNanos: 2_500_000,
    },
    ...{
      'status.code': 2,
      'span.attributes.peer@service': 'cart',
      links: [{ traceId: 'u', spanId: 'v' }, 'odd'],
    },
  });
  expect(span).toMatchObject({
    ...{ service: 'shop', kind: 'client', durationMs: 2.5, error: true, peer: 'cart', parentId: undefined },
    links: [{ traceId: 'u', spanId: 'v' }],
  });
  expect(span?.start).toBeCloseTo(Date.UTC(2026, 10, 20, 12) + 123.456789, 3);
});

test('a document of the Simple Schema, nested', () => {
  expect(
    spanOf({
      ...{ ...common, kind: 'Server', endTime: '2026-11-20T12:00:00.223456789Z', status: { code: 'Error' } },
      resource: { 'service.name': 'cart' },
      attributes: { server: { address: 'db', port: 5432 } },
    }),
  ).toMatchObject({ service: 'cart', kind: 'server', error: true, peer: 'db:5432' });
});

test.each([
  [{}],
  [{ ...common }],
  [{ ...common, serviceName: 'x', startTime: 'yesterday' }],
  [{ serviceName: 7 }],
])('what is no span: %j', (document) => expect(spanOf(document)).toBeUndefined());

test('times that run backwards last no time', () => {
  const document = { ...common, serviceName: 'x', endTime: '2026-11-20T11:00:00Z', kind: 'strange' };
  expect(spanOf(document)).toMatchObject({ durationMs: 0, kind: 'unspecified', error: false });
});

test('a path is found nested, flat, and half of each', () => {
  expect(valueAt({ 'a.b.c': 1 }, 'a.b.c')).toBe(1);
  expect(valueAt({ a: { 'b.c': 2 } }, 'a.b.c')).toBe(2);
  expect(valueAt({ 'a.b': { c: 3 } }, 'a.b.c')).toBe(3);
  expect(valueAt({ a: null }, 'a.b.c')).toBeUndefined();
});

test('of a crowded interval one span in a power of two is read, of the others all', () => {
  const fields = { traceId: 'traceId', spanId: 'spanId', parentSpanId: 'parentSpanId' };
  const range = { from: 0, to: 120_000 };
  const counts = new Map([
    [0, 100],
    [60_000, 3_000],
  ]);
  const plan = planSample(counts, range, 60_000, 1_000, fields);
  expect([...plan.times]).toEqual([[60_000, 4]]);
  expect(JSON.stringify(plan.query)).toContain('{"range":{"spanId":{"lt":"4000"}}}');
  expect(planSample(counts, range, 60_000, 5_000, fields).times.size).toBe(0);
  expect(planSample(new Map([[0, 1e12]]), range, 60_000, 1, fields).times.get(0)).toBe(2 ** 16);
});
