import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePorts, needServer, ServerProcess } from '../servers/index.ts';
import { KEY, startLapwing, type RunningLapwing } from './lapwing.ts';
import { exposition, PROTOBUF_EXPOSITION } from './native-histogram.ts';

const PATIENCE_MS = 60_000;
const LATENCY = 'shop_latency_seconds';

needServer('prometheus')('remote write of a real Prometheus', () => {
  let lapwing: RunningLapwing;
  let prometheus: ServerProcess;
  let target: Server;
  let folder: string;
  let api: string;
  const started = Date.now();

  beforeAll(async () => {
    // The ingest detector's own interval is a second here, so that the test need not last minutes.
    lapwing = await startLapwing({ ingest: { interval: '1s', delay: '2s' } });
    // Ten requests a second, by the clock, and a queue of seven; nine of ten last some 50 ms, one 400.
    target = createServer((request, response) => {
      const total = Math.floor((Date.now() - started) / 100);
      if (request.url === '/latency') {
        const slow = Math.floor(total / 10);
        const counts = [total - slow, 0, 0, slow];
        const sum = 0.05 * (total - slow) + 0.4 * slow;
        const labels = { code: '200' };
        response.setHeader('content-type', PROTOBUF_EXPOSITION);
        response.end(exposition({ name: LATENCY, labels, sum, schema: 0, first: -4, counts }));
        return;
      }
      response.end(
        [
          ...['# TYPE shop_requests_total counter', `shop_requests_total{code="200"} ${total}`],
          ...['# TYPE shop_queue gauge', 'shop_queue 7', ''],
        ].join('\n'),
      );
    });
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    folder = mkdtempSync(path.join(tmpdir(), 'lapwing-remote-write-'));
    const config = path.join(folder, 'prometheus.yml');
    const { port: targetPort } = target.address() as AddressInfo;
    // JSON is YAML.
    const settings = {
      global: { scrape_interval: '1s' },
      scrape_configs: ['metrics', 'latency'].map((page) => ({
        ...{ job_name: page === 'latency' ? 'shop-latency' : 'shop', metrics_path: `/${page}` },
        static_configs: [{ targets: [`127.0.0.1:${targetPort}`] }],
      })),
      remote_write: [
        {
          url: `${lapwing.url}/api/v1/write`,
          authorization: { credentials: KEY },
          send_native_histograms: true,
          queue_config: { batch_send_deadline: '1s' },
        },
      ],
    };
    writeFileSync(config, JSON.stringify(settings));
    const [port] = await freePorts(1);
    prometheus = new ServerProcess('Prometheus', 'prometheus', [
      `--config.file=${config}`,
      `--storage.tsdb.path=${path.join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--enable-feature=native-histograms',
    ]);
    api = `http://127.0.0.1:${port}/api/v1/query?query=`;
  });
  afterAll(async () => {
    await prometheus?.stop();
    target?.close();
    await lapwing?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('gauges come as they are and counters as rates, scored like sent readings', async () => {
    const { port } = target.address() as AddressInfo;
    const common = { instance: `127.0.0.1:${port}`, job: 'shop', service: 'shop' };
    const queue = { ...common, metric: 'shop_queue' };
    const rate = { ...common, metric: 'shop_requests_total', code: '200' };
    await lapwing.until('five rates are scored', PATIENCE_MS, async () => {
      return ((await lapwing.readings(rate)) ?? []).length >= 5;
    });
    const values = ((await lapwing.readings(rate)) ?? []).map(([, value]) => value);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean).toBeGreaterThan(8);
    expect(mean).toBeLessThan(12);
    expect(((await lapwing.readings(queue)) ?? []).every(([, value]) => value === 7)).toBe(true);
  });

  test('native histograms come as rate, mean and percentiles, as Prometheus itself reckons them', async () => {
    const { port } = target.address() as AddressInfo;
    const labels = { instance: `127.0.0.1:${port}`, job: 'shop-latency', service: 'shop-latency' };
    const measured = async (measure: string): Promise<number[]> =>
      ((await lapwing.readings({ ...labels, metric: LATENCY, code: '200', measure })) ?? []).map(
        ([, value]) => value,
      );
    await lapwing.until('ten of them are scored', PATIENCE_MS, async () => {
      return (await measured('p99')).length >= 10;
    });
    const query = async (expr: string): Promise<number> => {
      const answer = await fetch(api + encodeURIComponent(expr));
      const { data } = (await answer.json()) as { data: { result: [{ value: [number, string] }] } };
      return Number(data.result[0].value[1]);
    };
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const increase = `rate(${LATENCY}[10s])`;
    // Ours of each second, theirs over ten.
    expect(mean(await measured('rate'))).toBeCloseTo(await query(`histogram_count(${increase})`), -1);
    const average = await query(`histogram_sum(${increase}) / histogram_count(${increase})`);
    expect(Math.abs(mean(await measured('avg')) - average)).toBeLessThan(0.02);
    const half = await query(`histogram_quantile(0.5, ${increase})`);
    expect(Math.abs(mean(await measured('p50')) - half)).toBeLessThan(0.005);
    const late = await query(`histogram_quantile(0.99, ${increase})`);
    expect(Math.max(...(await measured('p99')))).toBeCloseTo(late, 1);
  });

  test('a restart on our side loses nothing of the rates: Prometheus sends again what was not answered', async () => {
    const { port } = target.address() as AddressInfo;
    const labels = {
      ...{ instance: `127.0.0.1:${port}`, job: 'shop', service: 'shop' },
      ...{ metric: 'shop_requests_total', code: '200' },
    };
    await lapwing.killAndRestart();
    const restarted = Date.now();
    await lapwing.until('rates of after the restart are scored', PATIENCE_MS, async () => {
      return ((await lapwing.readings(labels)) ?? []).some(([time]) => time > restarted + 2_000);
    });
    const readings = (await lapwing.readings(labels)) ?? [];
    // Never a leap: the counter's state was kept, so that no total was taken for a rate.
    for (const [, value] of readings) expect(value).toBeLessThan(30);
  });
});
