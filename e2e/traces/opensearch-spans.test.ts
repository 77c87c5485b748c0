import { Detector } from '@lapwing/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOpenSearchSource } from '../../scoring-service/src/sources/opensearch/source.ts';
import type { SeriesChunk } from '../../scoring-service/src/sources/source.ts';
import { throwawayTraces } from '../../scoring-service/src/sources/traces/throwaway.ts';
import { needServer, startFaultyProxy, startOpenSearch, type RunningOpenSearch } from '../servers/index.ts';
import {
  DATA_PREPPER_TEMPLATE,
  dataPrepperDocument,
  madeRequest,
  simpleSchemaDocument,
  type MadeSpan,
} from './span-documents.ts';

const MINUTE = 60_000;
const BEGIN = Date.UTC(2026, 10, 20, 12);
const MINUTES = 10;
const DETECTOR = Detector.parse({
  ...{ id: 'calls', name: 'Calls', source: 'spans', kind: 'trace', query: { type: 'traces' } },
});
const idOf = (document: object): string => (document as MadeSpan).spanId;

/** 30 requests a minute; in the sixth every third fails. */
function day(): MadeSpan[] {
  const spans: MadeSpan[] = [];
  for (let n = 0; n < MINUTES * 30; n++) {
    const minute = Math.floor(n / 30);
    spans.push(...madeRequest(n, BEGIN + n * 2000 + 100, minute === 5 && n % 3 === 0));
  }
  return spans;
}

needServer('opensearch')('spans in a real OpenSearch', () => {
  let server: RunningOpenSearch;
  const range = { from: BEGIN, to: BEGIN + MINUTES * MINUTE };

  beforeAll(async () => {
    server = await startOpenSearch();
    await server.request('PUT', '/_index_template/otel-v1-apm-span', DATA_PREPPER_TEMPLATE);
    await server.index('otel-v1-apm-span-000001', day().map(dataPrepperDocument), idOf);
    await server.index('ss4o_traces-default-namespace', day().map(simpleSchemaDocument), idOf);
  });
  afterAll(() => server?.stop());

  async function pull(index: string, perMinute?: number, url = server.url) {
    const traces = throwawayTraces();
    const source = createOpenSearchSource({ name: 'spans', url, traces, spans: { index, perMinute } });
    const series = new Map<string, SeriesChunk>();
    const warnings = new Set<string>();
    try {
      for await (const chunk of source.pull(DETECTOR, range, new AbortController().signal)) {
        for (const warning of chunk.warnings) warnings.add(warning);
        for (const one of chunk.series) {
          const { service, operation = '', caller = '', measure } = one.labels;
          series.set([service, operation, caller, measure].join('|'), one);
        }
      }
    } finally {
      await source.close();
    }
    return { traces, series, warnings: [...warnings] };
  }
  const values = (found: Awaited<ReturnType<typeof pull>>, key: string): number[] => [
    ...(found.series.get(key)?.values ?? []),
  ];

  test.each(['otel-v1-apm-span-*', 'ss4o_traces-*'])(
    'rate, errors, durations and edges of %s',
    async (index) => {
      const found = await pull(index);
      expect(found.warnings).toEqual([]);
      expect(values(found, 'shop|||rate')).toEqual(new Array(MINUTES).fill(0.5));
      expect(values(found, 'shop|GET /users/{id}||rate')).toEqual(new Array(MINUTES).fill(0.5));
      expect(values(found, 'cart|||errors')[5]).toBeCloseTo(1 / 3);
      expect(values(found, 'cart|||errors')[4]).toBe(0);
      expect(values(found, 'cart|||p95')[0]).toBeCloseTo(20, 0);
      const edges = found.traces.edges({ seenSince: 0 });
      expect(edges.map(({ caller, callee }) => [caller, callee])).toEqual([['shop', 'cart']]);
      const examples = found.traces.examples({ service: 'shop', errorsOnly: true, range, limit: 10 });
      expect(examples).toHaveLength(1);
      expect(examples[0].time).toBe(BEGIN + 5 * MINUTE);
    },
  );

  test('a stretch is read once: a second pull asks the server for nothing', async () => {
    const proxy = await startFaultyProxy(server.url);
    try {
      const traces = throwawayTraces();
      const source = createOpenSearchSource({ name: 'spans', url: proxy.url, traces });
      const all = async (): Promise<void> => {
        const chunks = source.pull(DETECTOR, range, new AbortController().signal)[Symbol.asyncIterator]();
        while ((await chunks.next()).done !== true);
      };
      await all();
      const asked = proxy.seen.length;
      expect(asked).toBeGreaterThan(0);
      await all();
      expect(proxy.seen).toHaveLength(asked);
      // Every point in time that was opened was closed.
      const opened = proxy.seen.filter(({ url }) => url.includes('point_in_time?')).length;
      const closed = proxy.seen.filter(({ method }) => method === 'DELETE').length;
      expect(closed).toBe(opened);
      await source.close();
    } finally {
      await proxy.stop();
    }
  });

  test('of more spans than the cluster shall be asked for, a sample is read, and told', async () => {
    const found = await pull('otel-v1-apm-span-*', 30);
    expect(found.warnings).toEqual([expect.stringContaining('one span in 4')]);
    const rates = values(found, 'shop|||rate');
    const mean = rates.reduce((sum, value) => sum + value, 0) / MINUTES;
    expect(mean).toBeGreaterThan(0.3);
    expect(mean).toBeLessThan(0.7);
  });

  test('a busy server is waited for, and the answer is the same', async () => {
    const proxy = await startFaultyProxy(server.url);
    try {
      proxy.next('pass', { status: 429 }, 'pass', { status: 503 }, 'reset');
      const found = await pull('otel-v1-apm-span-*', undefined, proxy.url);
      expect(values(found, 'shop|||rate')).toEqual(new Array(MINUTES).fill(0.5));
    } finally {
      await proxy.stop();
    }
  });
});
