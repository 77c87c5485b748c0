import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Detector } from '@lapwing/contract';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { throwawayTraces } from '../traces/throwaway.ts';
import type { SeriesChunk } from '../source.ts';
import { createJaegerSource } from './source.ts';

/**
 * No Jaeger is to be had in every test run: this answers as its query service's documented JSON does (`/api/services`,
 * `/api/traces`), with what of its behaviour the source hangs on: service, start, end, shortest duration and limit of the query.
 */
const MINUTE = 60_000;
const BEGIN = Date.UTC(2026, 10, 20, 12);
const range = { from: BEGIN, to: BEGIN + 2 * MINUTE };
const DETECTOR = Detector.parse({
  ...{ id: 'calls', name: 'Calls', source: 'jaeger', kind: 'trace', query: { type: 'traces' } },
});

interface Trace {
  traceID: string;
  spans: { startTime: number; duration: number; processID: string }[];
  processes: Record<string, { serviceName: string; tags: object[] }>;
}

/** Shop's server and client span and cart's server span, from `start` (ms) on. */
function trace(n: number, start: number, failed = false): Trace {
  const traceID = n.toString(16).padStart(32, '0');
  const span = (
    spanID: string,
    parent: string,
    processID: string,
    name: string,
    at: number,
    ms: number,
    tags: object[],
  ) => ({
    ...{ traceID, spanID, operationName: name, processID, flags: 1, logs: [], warnings: null },
    references: parent === '' ? [] : [{ refType: 'CHILD_OF', traceID, spanID: parent }],
    ...{ startTime: (start + at) * 1000, duration: ms * 1000, tags },
  });
  const kind = (value: string) => ({ key: 'span.kind', type: 'string', value });
  const error = failed ? [{ key: 'error', type: 'bool', value: true }] : [];
  return {
    traceID,
    spans: [
      span('a', '', 'p1', `GET /users/${1000 + n}`, 0, 40, [kind('server'), ...error]),
      span('b', 'a', 'p1', 'GET', 2, 30, [kind('client')]),
      span('c', 'b', 'p2', 'GET /cart', 5, 20, [kind('server')]),
    ],
    processes: { p1: { serviceName: 'shop', tags: [] }, p2: { serviceName: 'cart', tags: [] } },
  };
}

let server: Server;
let url: string;
let traces: Trace[];
let asked: string[];
let fault: { status: number; body: string } | undefined;

beforeEach(async () => {
  [traces, asked, fault] = [[], [], undefined];
  server = createServer((request, response) => {
    const at = new URL(request.url ?? '', 'http://jaeger');
    asked.push(at.pathname + at.search);
    if (fault !== undefined) {
      response.writeHead(fault.status).end(fault.body);
      fault = undefined;
      return;
    }
    const data = at.pathname === '/api/services' ? ['cart', 'shop'] : find(at.searchParams);
    response.end(JSON.stringify({ data, total: data.length, limit: 0, offset: 0, errors: null }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => void server.close());

/** The newest traces with a span of the service that began in the stretch. */
function find(query: URLSearchParams): Trace[] {
  const [start, end] = [Number(query.get('start')), Number(query.get('end'))];
  const shortest = Number.parseInt(query.get('minDuration') ?? '0');
  const inside = traces.filter(({ spans, processes }) =>
    spans.some(
      (span) =>
        processes[span.processID].serviceName === query.get('service') &&
        span.startTime >= start &&
        span.startTime <= end &&
        span.duration >= shortest * 1000,
    ),
  );
  return inside.slice(-Number(query.get('limit')));
}

async function pull(settings: object = {}) {
  const store = throwawayTraces();
  const surroundings = { now: () => range.to, random: () => 0.5, sleep: async () => undefined };
  const source = createJaegerSource({ name: 'jaeger', url, ...settings }, store, surroundings);
  const series = new Map<string, SeriesChunk>();
  const warnings: string[] = [];
  try {
    for await (const chunk of source.pull(DETECTOR, range, new AbortController().signal)) {
      warnings.push(...chunk.warnings);
      for (const one of chunk.series) {
        const { service, operation = '', caller = '', measure } = one.labels;
        series.set([service, operation, caller, measure].join('|'), one);
      }
    }
    return { store, series, warnings, check: await source.check(DETECTOR, new AbortController().signal) };
  } finally {
    await source.close();
  }
}

test('spans of whole traces count once, in the minute they ended in', async () => {
  for (let n = 0; n < 60; n++) traces.push(trace(n, BEGIN + n * 2000, n >= 45));
  // Began before the range and ended in it, the other way round, and both outside.
  traces.push(trace(100, BEGIN - 10), trace(101, range.to - 10), trace(102, BEGIN - 5000));
  const { series, store, warnings, check } = await pull();
  expect(warnings).toEqual([]);
  expect([...(series.get('shop|||rate')?.values ?? [])]).toEqual([31 / 60, 0.5]);
  expect([...(series.get('shop|GET /users/{id}||errors')?.values ?? [])]).toEqual([0, 0.5]);
  expect(series.get('cart||shop|p50')?.values[0]).toBeCloseTo(30, 0);
  expect(store.edges({ seenSince: 0 }).map(({ caller, callee }) => [caller, callee])).toEqual([
    ['shop', 'cart'],
  ]);
  expect(check).toMatchObject({ ok: true });
  expect(check.signals).toBeGreaterThan(0);
});

test('a call that hung counts when it ends; one that lasts longer than is looked for does not', async () => {
  for (const [n, seconds] of [40, 100, 500, 800].entries()) {
    const hung = trace(n, BEGIN + 500 - seconds * 1000);
    hung.spans = [{ ...hung.spans[0], duration: seconds * 1_000_000 }];
    traces.push(hung);
  }
  const { series } = await pull();
  expect([...(series.get('shop|||rate')?.values ?? [])]).toEqual([3 / 60]);
  expect(Math.round((series.get('shop|||p50')?.values[0] ?? 0) / 10_000)).toBe(10);
  const { series: near } = await pull({ longestSpanMs: 5_000 });
  expect(near.size).toBe(0);
});

test('an answer that may be cut is asked for again in halves', async () => {
  for (let n = 0; n < 60; n++) traces.push(trace(n, BEGIN + n * 2000));
  const { series, warnings } = await pull({ tracesPerAnswer: 10 });
  expect(warnings).toEqual([]);
  expect([...(series.get('shop|||rate')?.values ?? [])]).toEqual([0.5, 0.5]);
  expect(asked.length).toBeGreaterThan(10);
});

test('more traces within a second than an answer holds: the rest is left out, and told', async () => {
  for (let n = 0; n < 40; n++) traces.push(trace(n, BEGIN + 1000 + n));
  const { warnings } = await pull({ tracesPerAnswer: 10 });
  expect(warnings.join()).toContain('more than 10 traces of shop within a second');
});

test('what passes is waited for; what is no Jaeger is told', async () => {
  for (let n = 0; n < 60; n++) traces.push(trace(n, BEGIN + n * 2000));
  fault = { status: 503, body: 'busy' };
  const { series } = await pull();
  expect([...(series.get('shop|||rate')?.values ?? [])]).toEqual([0.5, 0.5]);
  fault = { status: 200, body: '<html>login</html>' };
  await expect(pull()).rejects.toMatchObject({ code: 'SOURCE_REFUSED_QUERY' });
});
