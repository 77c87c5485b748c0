import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createOpenSearchSource } from '../../scoring-service/src/sources/opensearch/source.ts';
import type { OpenSearchSourceSettings } from '../../scoring-service/src/sources/opensearch/settings.ts';
import type { Source } from '../../scoring-service/src/sources/source.ts';
import {
  needServer,
  startFaultyProxy,
  startOpenSearch,
  type FaultyProxy,
  type RunningOpenSearch,
} from '../servers/index.ts';
import { detector, expected, logDocuments, MINUTE, pullAll, readings } from './logs.ts';

const START = Date.UTC(2026, 10, 20, 10);
const MINUTES = 240;
const RANGE = { from: START, to: START + MINUTES * MINUTE };
const DOCUMENTS = [...logDocuments(START, MINUTES, ['cart', 'pay', 'ship'], (minute) => 3 + (minute % 4))];
const COUNTS = expected(
  DOCUMENTS,
  (document) => document.kubernetes.labels.app ?? '',
  (group) => group.length,
);
const DETECTOR = detector({
  query: { type: 'opensearch', index: 'logs-*', split_by: ['service'], measure: { type: 'count' } },
});
const busy = (status: number, type: string) => ({ status, body: { error: { type, reason: type }, status } });
const isSearch = (url: string) => url.includes('_search');

needServer('opensearch')('an OpenSearch in trouble', () => {
  let server: RunningOpenSearch;
  let proxy: FaultyProxy;
  let source: Source;
  const naps: number[] = [];

  const open = (settings: Partial<OpenSearchSourceSettings> = {}) =>
    createOpenSearchSource(
      { name: 's', url: proxy.url, pageSize: 200, timeoutSeconds: 2, ...settings },
      {
        now: Date.now,
        random: () => 0.5,
        sleep: async (ms, signal) => {
          naps.push(ms);
          signal.throwIfAborted();
          await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 200)));
        },
      },
    );

  beforeAll(async () => {
    server = await startOpenSearch();
    await server.index('logs-a', DOCUMENTS);
    proxy = await startFaultyProxy(server.url);
  });
  beforeEach(async () => {
    await source?.close();
    proxy.always(() => 'pass');
    proxy.seen.length = 0;
    naps.length = 0;
    source = open();
  });
  afterAll(async () => {
    await source?.close();
    await proxy?.stop();
    await server?.stop();
  });

  test('429, 502, 503, 504, cut connections and hangs lose nothing and repeat nothing', async () => {
    const faults = [
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 502, body: '<html>bad gateway</html>' },
      busy(503, 'no_shard_available_action_exception'),
      { status: 504 },
      'reset' as const,
      'hang' as const,
    ];
    proxy.next(...faults.flatMap((fault) => [fault, 'pass' as const]));
    expect(readings(await pullAll(source, DETECTOR, RANGE))).toEqual(COUNTS);
    expect(naps).toHaveLength(faults.length);
    expect(naps[0]).toBe(7_000);
    expect(await source.health(new AbortController().signal)).toEqual({ status: 'ok', reason: '' });
  });

  test('circuit breakers and too many buckets shrink the page', async () => {
    const limit = 120;
    proxy.always(({ url, body }) => {
      const size = /"composite":\{"size":(\d+)/.exec(body)?.[1];
      return isSearch(url) && Number(size ?? 0) > limit ? busy(429, 'circuit_breaking_exception') : 'pass';
    });
    expect(readings(await pullAll(source, DETECTOR, RANGE))).toEqual(COUNTS);
  });

  test('a range that is too much for one search is halved until it passes, and grows again', async () => {
    const spans: number[] = [];
    proxy.always(({ url, body }) => {
      const [, from, to] = /"gte":(\d+),"lt":(\d+)/.exec(body) ?? [];
      if (!isSearch(url) || from === undefined) return 'pass';
      const minutes = (Number(to) - Number(from)) / MINUTE;
      if (minutes > 40) return busy(503, 'too_many_buckets_exception');
      spans.push(minutes);
      return 'pass';
    });
    const chunks = await pullAll(source, DETECTOR, RANGE);
    expect(readings(chunks)).toEqual(COUNTS);
    expect(Math.max(...spans)).toBeGreaterThan(spans[0]);
  });

  test('answers that are not whole are not taken as data', async () => {
    const answer = (timedOut: boolean, failed: number) => ({
      status: 200,
      body: {
        timed_out: timedOut,
        _shards: { total: 2, successful: 2 - failed, skipped: 0, failed },
        aggregations: { groups: { buckets: [] } },
      },
    });
    proxy.next('pass', 'pass', answer(true, 0), answer(false, 1));
    expect(readings(await pullAll(source, DETECTOR, RANGE))).toEqual(COUNTS);
    expect(naps).toHaveLength(2);
  });

  test('waits as long as it takes, says why, and stops when told to', async () => {
    proxy.always(({ url }) => (isSearch(url) ? { status: 429 } : 'pass'));
    const stop = new AbortController();
    const pull = pullAll(source, DETECTOR, RANGE, stop.signal);
    await expect.poll(async () => (await source.health(new AbortController().signal)).status).toBe('down');
    expect(await source.health(new AbortController().signal)).toMatchObject({
      reason: expect.stringMatching(/d waits \(attempt \d+\): .*429/),
    });
    stop.abort(new Error('enough'));
    await expect(pull).rejects.toThrow('enough');
    expect(await source.health(new AbortController().signal)).toEqual({ status: 'ok', reason: '' });
  });

  test('an abort ends a request that hangs at once', async () => {
    source = open({ timeoutSeconds: 60 });
    proxy.next('hang');
    const stop = new AbortController();
    const began = Date.now();
    const pull = pullAll(source, DETECTOR, RANGE, stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 100);
    await expect(pull).rejects.toThrow('enough');
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  test.each(['kill', 'halt'] as const)('a pull goes on over a %s and restart of the server', async (end) => {
    let restarted: Promise<void> | undefined;
    proxy.always(({ body }) => {
      // In the middle of the pull, between two pages.
      if (!restarted && body.includes('"after"')) restarted = server[end]().then(() => server.restart());
      return 'pass';
    });
    source = open({ pageSize: 100 });
    expect(readings(await pullAll(source, DETECTOR, RANGE))).toEqual(COUNTS);
    await restarted;
    expect(naps.length).toBeGreaterThan(0);
  });
});
