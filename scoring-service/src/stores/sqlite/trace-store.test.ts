import type { Span } from '@lapwing/engine/traces';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TraceStore } from '../trace-store.ts';
import { openSqlite } from './open.ts';
import { TELEMETRY_MIGRATIONS } from './telemetry-schema.ts';
import { createSqliteTraceStore } from './trace-store.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 22, 12);

function open(): TraceStore {
  const db = openSqlite({ file: ':memory:', durability: 'process', migrations: TELEMETRY_MIGRATIONS });
  return createSqliteTraceStore(db, { resolutionMs: MINUTE, mostOperations: 2 });
}
function span(n: number, change: Partial<Span> = {}): Span {
  return {
    ...{ traceId: 't'.padStart(32, '0'), spanId: String(n).padStart(16, '0'), parentId: undefined },
    ...{ service: 'shop', operation: 'GET /a', kind: 'server', start: NOON + n * 1000, durationMs: 10 },
    ...{ error: false, peer: undefined, links: [], ...change },
  };
}
const everything = (store: TraceStore): unknown => ({
  cells: [...store.cells('otlp', { from: 0, to: Infinity })]
    .map(({ key, time, cell }) => {
      const group = store.groups('otlp').find((one) => one.key === key)?.group;
      return JSON.stringify([
        group,
        time,
        cell.count,
        cell.errors,
        cell.durations.quantile(0.9),
        cell.slowest,
      ]);
    })
    .sort(),
  edges: store.edges({ seenSince: 0 }),
});

test('in which batches and how often spans come makes no difference', () => {
  const spans = [
    span(1, { service: 'shop' }),
    span(2, { service: 'shop', kind: 'client', parentId: span(1).spanId, durationMs: 8 }),
    span(3, { service: 'cart', parentId: span(2).spanId, durationMs: 5, error: true }),
    span(70, { service: 'cart', operation: 'GET /b' }),
    span(130, { service: 'cart', start: NOON - MINUTE }),
  ];
  const whole = open();
  whole.put('otlp', spans, NOON);
  const expected = everything(whole);
  fc.assert(
    fc.property(
      fc.shuffledSubarray(spans, { minLength: 5 }),
      fc.integer({ min: 1, max: 4 }),
      (order, cut) => {
        const store = open();
        for (const batch of [order.slice(0, cut), order, order.slice(cut)]) store.put('otlp', batch, NOON);
        expect(everything(store)).toEqual(expected);
      },
    ),
    { numRuns: 30 },
  );
});

test('tells what is new, and which intervals have more', () => {
  const store = open();
  expect(store.put('otlp', [span(1), span(2)], NOON)).toMatchObject({ accepted: 2, repeated: 0 });
  expect(store.put('otlp', [span(2), span(61)], NOON)).toEqual({
    ...{ accepted: 1, repeated: 1, touched: { from: NOON + MINUTE, to: NOON + MINUTE } },
    ends: [{ service: span(61).service, end: span(61).start + span(61).durationMs }],
  });
  expect(store.extent('otlp')).toEqual({ first: NOON, last: NOON + MINUTE });
  expect(store.extent('other')).toBeUndefined();
});

test('a stretch that was pulled is covered, and pulled again it is replaced', () => {
  const store = open();
  const range = { from: NOON, to: NOON + 2 * MINUTE };
  expect(store.missing('jaeger', range)).toEqual([range]);
  const pulled = { spans: [{ span: span(1), times: 4 }], context: [] };
  for (let i = 0; i < 2; i++) store.replace('jaeger', { from: NOON, to: NOON + MINUTE }, pulled);
  expect(store.missing('jaeger', range)).toEqual([{ from: NOON + MINUTE, to: range.to }]);
  expect(store.missing('jaeger', { from: NOON - MINUTE, to: NOON + MINUTE })).toEqual([
    { from: NOON - MINUTE, to: NOON },
  ]);
  expect([...store.cells('jaeger', range)].map(({ cell }) => cell.count)).toEqual([4, 4]);
});

test('what is too old goes, and what is left stays covered', () => {
  const store = open();
  store.put('otlp', [span(1), span(120)], NOON);
  store.replace(
    'jaeger',
    { from: NOON, to: NOON + 3 * MINUTE },
    { spans: [{ span: span(130), times: 1 }], context: [] },
  );
  while (store.expire(NOON + MINUTE) > 0);
  expect(store.extent('otlp')).toEqual({ first: NOON + 2 * MINUTE, last: NOON + 2 * MINUTE });
  expect(store.missing('jaeger', { from: NOON, to: NOON + 3 * MINUTE })).toEqual([
    { from: NOON, to: NOON + MINUTE },
  ]);
  while (store.expire(NOON + 60 * MINUTE) > 0);
  expect(store.groups('otlp')).toEqual([]);
  expect(store.extent('otlp')).toBeUndefined();
});

test('counts of the graph are halved each day', () => {
  const store = open();
  const call = (n: number, start: number): Span =>
    span(n, { service: 'shop', kind: 'client', peer: 'db', start });
  store.put(
    'otlp',
    [1, 2, 3, 4].map((n) => call(n, NOON)),
    NOON,
  );
  store.put('otlp', [call(5, NOON + 86_400_000)], NOON + 86_400_000);
  expect(store.edges({ seenSince: 0 })).toMatchObject([{ caller: 'shop', callee: 'db', calls: 3 }]);
  expect(store.edges({ seenSince: NOON + 2 * 86_400_000 })).toEqual([]);
});
