import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Detector } from '@lapwing/contract';
import { alertingOf } from '../../scoring-service/src/suppression/alerting.ts';
import { openStores, type Stores } from '../../scoring-service/src/stores/open-stores.ts';
import { createTelemetry, type Telemetry } from '../../scoring-service/src/telemetry/telemetry.ts';
import { WriterSettings } from '../../scoring-service/src/writer/settings.ts';
import { createOpenSearchWriter, type OpenSearchWriter } from '../../scoring-service/src/writer/writer.ts';
import { needServer, startPrometheus, type RunningPrometheus } from '../servers/index.ts';
import { historySignals, historyStep } from './history.ts';

interface Sample {
  metric: Record<string, string>;
  value: [number, string];
}

needServer('prometheus')('/metrics', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-metrics-'));
  const history = { from: Date.now() - 3_600_000, signals: 8, intervals: 60, intervalsPerStep: 60 };
  let stores: Stores;
  let writer: OpenSearchWriter;
  let telemetry: Telemetry;
  let server: http.Server;
  let prometheus: RunningPrometheus;

  beforeAll(async () => {
    stores = openStores(folder, { now: Date.now, onSetAside: () => undefined });
    // Nobody listens there: what waits shows in the metrics.
    writer = createOpenSearchWriter({
      server: { url: 'http://127.0.0.1:9' },
      store: stores.scores,
      incidents: stores.incidents,
      deadLetters: stores.deadLetters,
      settings: WriterSettings.parse({}),
      watchedBy: () => undefined,
      now: Date.now,
      random: Math.random,
    });
    const alerting = (detector: Detector) => alertingOf(detector, undefined, stores.scores);
    telemetry = createTelemetry({ ...stores, writer, now: Date.now, mostSignals: 5, alerting });
    const query = { type: 'prometheus', expr: 'up' };
    const shop = Detector.parse({ id: 'shop', name: 'Shop', source: 'demo', kind: 'metric', query });
    stores.admin.putDetector(shop, 0, false);
    telemetry.scores.commit(historyStep(history, historySignals(history), 0));
    server = http.createServer((_, response) => {
      void telemetry.registry.metrics().then((text) => {
        response.setHeader('content-type', telemetry.registry.contentType).end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const target = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    prometheus = await startPrometheus({ scrape: [{ job: 'lapwing', target }], scrapeInterval: '1s' });
  });
  afterAll(async () => {
    await prometheus?.stop();
    server?.close();
    await writer?.close();
    stores?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const query = async (expression: string): Promise<Sample[]> => {
    const data = await prometheus.api(`/api/v1/query?query=${encodeURIComponent(expression)}`);
    return (data as { result: Sample[] }).result;
  };

  test('obeys the conventions of Prometheus', async () => {
    const text = await telemetry.registry.metrics();
    const checked = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
    expect({ said: checked.stdout + checked.stderr, status: checked.status }).toEqual({
      said: '',
      status: 0,
    });
  });

  test('is scraped by a real Prometheus, with what the store holds', async () => {
    await expect.poll(async () => (await query('lapwing_score')).length, { timeout: 30_000 }).toBe(5);
    const [worst] = stores.scores.signals({}, { limit: 1 }).items;
    const [sample] = await query(`lapwing_score{signal="${worst.id}"}`);
    expect(Number(sample.value[1])).toBe(worst.last_score);
    expect(sample.metric).toMatchObject({ detector: 'shop', service: worst.labels['service'] });
    const number = async (expression: string): Promise<number> =>
      Number((await query(expression))[0]?.value[1]);
    expect(await number('lapwing_score_signals_left_out')).toBe(3);
    expect(await number('lapwing_readings_total{source="demo"}')).toBe(8 * 60);
    expect(await number('lapwing_writer_queue_rows{table="scores"}')).toBe(8 * 60);
    expect(await number('sum(lapwing_anomalies_open)')).toBe(
      stores.scores.anomalies({ open: true }, { limit: 1 }).total,
    );
    expect(Math.abs(await number('lapwing_watermark_lag_seconds{detector="shop"}'))).toBeLessThan(60);
  });
});
