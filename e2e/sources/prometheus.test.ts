import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPrometheusSource } from '../../scoring-service/src/sources/prometheus/source.ts';
import type { PrometheusSourceSettings } from '../../scoring-service/src/sources/prometheus/settings.ts';
import type { Source } from '../../scoring-service/src/sources/source.ts';
import {
  freePorts,
  needServer,
  STALE,
  startFaultyProxy,
  startPrometheus,
  type FaultyProxy,
  type RunningPrometheus,
  type SampleValue,
} from '../servers/index.ts';
import { detector, MINUTE, pullAll, readings } from './logs.ts';

const START = Date.UTC(2026, 9, 1);
const DAYS = 9;
const MINUTES = DAYS * 1440;
const never = new AbortController().signal;

const ask = (expr: string, more: Partial<Parameters<typeof detector>[0]> = {}) =>
  detector({ kind: 'metric', ...more, query: { type: 'prometheus', expr } });

const level = (minute: number, host: number) => (minute % 1440) + host / 4;

needServer('prometheus')('metrics from a real Prometheus', () => {
  let server: RunningPrometheus;
  let proxy: FaultyProxy;
  let exporter: http.Server;
  let source: Source;

  const open = (settings: Partial<PrometheusSourceSettings> = {}, naps: number[] = []) =>
    createPrometheusSource(
      { name: 's', url: proxy.url, timeoutSeconds: 2, ...settings },
      {
        now: Date.now,
        random: () => 0.5,
        sleep: async (ms, signal) => {
          naps.push(ms);
          signal.throwIfAborted();
          await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 100)));
        },
      },
    );

  beforeAll(async () => {
    exporter = http.createServer((_request, response) => {
      response.end(
        '# TYPE odd_name counter\nodd_name 3\n# TYPE queue_total gauge\nqueue_total 2\n# TYPE hits_total counter\nhits_total{path="/"} 5\n',
      );
    });
    await new Promise<void>((resolve) => exporter.listen(0, '127.0.0.1', resolve));
    const target = `127.0.0.1:${(exporter.address() as AddressInfo).port}`;
    server = await startPrometheus({ scrape: [{ job: 'shop', target }] });
    proxy = await startFaultyProxy(server.url);
    await server.write(
      [0, 1, 2].map((host) => ({
        labels: { __name__: 'load', host: `h${host}` },
        samples: Array.from(
          { length: MINUTES },
          (_, i) => [START + i * MINUTE, level(i, host)] as [number, number],
        ),
      })),
    );
    source = createPrometheusSource({ name: 's', url: server.url });
  });
  afterAll(async () => {
    await source?.close();
    await proxy?.stop();
    await server?.stop();
    exporter?.close();
  });

  test('reads more than 11,000 points a series, each once, in its own interval', async () => {
    const range = { from: START, to: START + MINUTES * MINUTE };
    const chunks = await pullAll(source, ask('load'), range);
    const found = readings(chunks, 'host');
    for (const host of [0, 1, 2]) {
      const times = Object.keys(found[`h${host}`]);
      expect(times).toHaveLength(MINUTES);
      expect(
        times.every(
          (time) => found[`h${host}`][Number(time)] === level((Number(time) - START) / MINUTE, host),
        ),
      ).toBe(true);
    }
    expect(MINUTES).toBeGreaterThan(11_000);
    expect(chunks.length).toBeLessThan(10);
    expect(chunks[0].series[0].labels).toEqual({ metric: 'load', host: 'h0' });
    expect(chunks.every(({ absent }) => absent === 'gap')).toBe(true);
  });

  test('names signals by the detector where the expression has no name', async () => {
    const range = { from: START, to: START + 3 * MINUTE };
    const labels = async (expr: string, more = {}) =>
      (await pullAll(source, ask(expr, more), range)).flatMap(({ series }) =>
        series.map((one) => one.labels),
      );
    expect(await labels('sum(load)')).toEqual([{ metric: 'd' }]);
    expect(await labels('load{host="h1"}', { labels: { metric: 'cpu' } })).toEqual([
      { metric: 'cpu', host: 'h1' },
    ]);
    expect(await labels('label_replace(load{host="h1"}, "metric", "own", "", "")')).toEqual([
      { metric: 'own', name: 'load', host: 'h1' },
    ]);
    expect(await labels('vector(7)')).toEqual([{ metric: 'd' }]);
    await expect(labels('load', { labels: { host: 'all' } })).rejects.toMatchObject({
      code: 'SOURCE_REFUSED_QUERY',
      where: 'detector d: labels',
    });
  });

  test('NaN, ±Inf, stale and absent samples are gaps', async () => {
    const at = START + 20 * 86_400_000;
    const samples: [number, SampleValue][] = [
      [at, 1],
      [at + MINUTE, NaN],
      [at + 2 * MINUTE, Infinity],
      [at + 3 * MINUTE, -Infinity],
      [at + 4 * MINUTE, 5],
      [at + 5 * MINUTE, STALE],
      [at + 8 * MINUTE, 9],
    ];
    await server.write([{ labels: { __name__: 'odd' }, samples }]);
    const chunks = await pullAll(source, ask('odd'), { from: at, to: at + 9 * MINUTE });
    expect(readings(chunks, 'metric')).toEqual({
      odd: { [at]: 1, [at + 4 * MINUTE]: 5, [at + 8 * MINUTE]: 9 },
    });
  });

  test('a query that is refused says what, where and what to do', async () => {
    const range = { from: START, to: START + 3 * MINUTE };
    await expect(pullAll(source, ask('sum(load'), range)).rejects.toMatchObject({
      code: 'SOURCE_REFUSED_QUERY',
      message: expect.stringContaining('parse error'),
    });
    await expect(pullAll(source, ask('load * on (x) load'), range)).rejects.toMatchObject({
      code: 'SOURCE_REFUSED_QUERY',
      message: expect.stringContaining('many-to-many'),
    });
    const wrongPath = createPrometheusSource({ name: 's', url: `${server.url}/nowhere` });
    await expect(pullAll(wrongPath, ask('load'), range)).rejects.toMatchObject({
      code: 'SOURCE_REFUSED_QUERY',
    });
  });

  describe('in trouble', () => {
    const range = { from: START, to: START + 600 * MINUTE };

    test('429, 5xx, cut connections and hangs lose nothing and repeat nothing', async () => {
      const naps: number[] = [];
      const troubled = open({}, naps);
      proxy.next(
        { status: 429, headers: { 'retry-after': '3' } },
        { status: 503, body: 'Service Unavailable' },
      );
      proxy.next('reset', { status: 502 }, 'hang', 'pass', { status: 504 });
      expect(readings(await pullAll(troubled, ask('load'), range), 'host')).toEqual(
        readings(await pullAll(source, ask('load'), range), 'host'),
      );
      expect(naps).toHaveLength(6);
      expect(naps[0]).toBe(3_000);
      expect(await troubled.health(never)).toEqual({ status: 'ok', reason: '' });
    });

    test('a restart of the server in the middle loses nothing', async () => {
      const wanted = readings(await pullAll(source, ask('load'), range), 'host');
      let asked = 0;
      let restarted: Promise<void> | undefined;
      proxy.always(() => {
        if (++asked === 2) restarted = server.kill().then(() => server.restart());
        return 'pass';
      });
      const found = readings(await pullAll(open({ samplesPerAnswer: 200 }), ask('load'), range), 'host');
      await restarted;
      proxy.always(() => 'pass');
      expect(found).toEqual(wanted);
      expect(asked).toBeGreaterThan(5);
    });

    test('too many samples for one query are asked for in smaller parts', async () => {
      const small = await startPrometheus({ flags: ['--query.max-samples=500'] });
      const samples = Array.from({ length: 600 }, (_, i) => [START + i * MINUTE, i] as [number, number]);
      await small.write([0, 1, 2].map((n) => ({ labels: { __name__: 'load', n: `${n}` }, samples })));
      const limited = createPrometheusSource(
        { name: 's', url: small.url },
        { now: Date.now, random: () => 0, sleep: () => Promise.resolve() },
      );
      const chunks = await pullAll(limited, ask('load'), range);
      expect(Object.values(readings(chunks, 'n')).map((one) => Object.keys(one).length)).toEqual([
        600, 600, 600,
      ]);
      await limited.close();
      await small.stop();
    });
  });

  describe('check', () => {
    test('points at the character where the expression goes wrong', async () => {
      const check = await source.check(ask('sum by (host (load)'), never);
      expect(check).toMatchObject({ ok: false, errors: [{ path: 'query.expr' }] });
      expect(check.errors[0].message).toMatch(/^character 14: unexpected/);
    });

    test('warns of bare counters as the server’s metadata tell them, and of nothing else', async () => {
      await expect
        .poll(async () => Object.keys((await server.api('/api/v1/metadata')) as object), { timeout: 20_000 })
        .toContain('odd_name');
      const second = { interval: '1s' } as const;
      const warned = await source.check(ask('odd_name', second), never);
      expect(warned.ok).toBe(true);
      expect(warned.warnings.join()).toMatch(/odd_name is a counter.*rate\(odd_name\[5m\]\)/);
      expect((await source.check(ask('rate(hits_total[1m])', second), never)).warnings.join()).not.toContain(
        'counter',
      );
      expect((await source.check(ask('queue_total', second), never)).warnings.join()).not.toContain(
        'counter',
      );
      expect((await source.check(ask('sum(hits_total)', second), never)).warnings.join()).toContain(
        'hits_total',
      );
    });

    test('shows the signals, and says when there are none', async () => {
      const see = () => source.check(ask('up', { interval: '1s' }), never);
      await expect.poll(async () => (await see()).signals, { timeout: 20_000 }).toBe(1);
      expect(await see()).toMatchObject({
        ok: true,
        signals: 1,
        sample: [{ labels: { metric: 'up', job: 'shop', instance: expect.any(String) }, last_value: 1 }],
      });
      expect((await source.check(ask('no_such_metric'), never)).warnings.join()).toContain('no series');
      // A detector of a past span sees the end of that.
      const until = new Date(START + 600 * MINUTE).toISOString();
      expect(await source.check(ask('load', { until }), never)).toMatchObject({ signals: 3, warnings: [] });
    });

    test('reports refusals and outages without waiting', async () => {
      proxy.always(({ headers }) =>
        headers.authorization === `Basic ${btoa('u:p')}` ? 'pass' : { status: 401, body: 'Unauthorized' },
      );
      const wrong = open({ auth: { type: 'basic', username: 'u', password: 'x' } });
      expect((await wrong.check(ask('load'), never)).errors).toMatchObject([{ path: 'source' }]);
      expect(await wrong.health(never)).toMatchObject({ status: 'down' });
      await expect(pullAll(wrong, ask('load'), { from: START, to: START + MINUTE })).rejects.toMatchObject({
        code: 'SOURCE_REFUSED_CREDENTIALS',
      });
      const right = open({ auth: { type: 'basic', username: 'u', password: 'p' } });
      expect(await right.health(never)).toEqual({ status: 'ok', reason: '' });
      proxy.always(() => 'pass');

      const [nobody] = await freePorts(1);
      const away = createPrometheusSource({ name: 's', url: `http://127.0.0.1:${nobody}` });
      expect((await away.check(ask('load'), never)).errors).toMatchObject([
        { path: 'source', message: expect.stringContaining('ECONNREFUSED') },
      ]);
      proxy.always(() => ({ status: 200, body: '<html>log in</html>' }));
      expect((await right.check(ask('load'), never)).errors).toMatchObject([
        { path: 'query', message: expect.stringContaining('not as Prometheus does') },
      ]);
      proxy.always(() => 'pass');
    });
  });
});
