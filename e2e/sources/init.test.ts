import { spawnSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parseConfig } from '../../scoring-service/src/config/load.ts';
import {
  needServer,
  startOpenSearch,
  startPrometheus,
  type RunningOpenSearch,
  type RunningPrometheus,
} from '../servers/index.ts';
import { logDocuments, MINUTE } from './logs.ts';

const LAPWING = path.resolve(import.meta.dirname, '../../scoring-service/src/cli/lapwing.ts');
const EXPOSED = `
# TYPE http_requests_total counter
http_requests_total{service="cart",code="200"} 5
# TYPE http_request_duration_seconds histogram
http_request_duration_seconds_bucket{service="cart",le="+Inf"} 5
http_request_duration_seconds_count{service="cart"} 5
http_request_duration_seconds_sum{service="cart"} 1
# TYPE process_resident_memory_bytes gauge
process_resident_memory_bytes 7
`;

needServer('opensearch', 'prometheus')('lapwing init', () => {
  let logs: RunningOpenSearch;
  let metrics: RunningPrometheus;
  let exporter: http.Server;
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-init-'));
  const file = path.join(folder, 'lapwing.yaml');

  /** Not spawnSync: the exporter lives in this process. */
  async function run(args: string[], env: NodeJS.ProcessEnv = {}) {
    const child = spawn(process.execPath, [LAPWING, 'init', ...args], { env: { ...process.env, ...env } });
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    const [status] = (await once(child, 'close')) as [number];
    return { status, said };
  }

  beforeAll(async () => {
    exporter = http.createServer((_request, response) => response.end(EXPOSED));
    await new Promise<void>((resolve) => exporter.listen(0, '127.0.0.1', resolve));
    const target = `127.0.0.1:${(exporter.address() as AddressInfo).port}`;
    [logs, metrics] = await Promise.all([
      startOpenSearch(),
      startPrometheus({ scrape: [{ job: 'shop', target }] }),
    ]);
    const start = Math.floor(Date.now() / MINUTE - 30) * MINUTE;
    const documents = [...logDocuments(start, 30, ['cart', 'pay'], () => 6)];
    await logs.index('app-logs-2026.11.22', documents);
    await logs.index('lapwing-scores-v1-2026.11.22', [{ '@timestamp': new Date().toISOString() }]);
    const scraped = async () => JSON.stringify(await metrics.api('/api/v1/query?query=http_requests_total'));
    await vi.waitFor(async () => expect(await scraped()).toContain('cart'), {
      timeout: 30_000,
      interval: 200,
    });
  });
  afterAll(async () => {
    exporter?.close();
    await Promise.all([logs?.stop(), metrics?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('writes a commented file that serve takes, with detectors that see signals', async () => {
    const { status, said } = await run([
      '--opensearch',
      logs.url,
      '--prometheus',
      metrics.url,
      '--output',
      file,
    ]);
    expect([status, said]).toEqual([0, expect.stringContaining('lapwing serve')]);
    const text = readFileSync(file, 'utf8');
    const config = parseConfig(text, file, folder, {});
    expect(config.sources).toMatchObject({ logs: { url: logs.url }, metrics: { url: metrics.url } });
    expect(config.output.opensearch?.url).toBe(logs.url);
    expect(config.detectors.map(({ id }) => id)).toEqual([
      'app-logs-rate',
      'app-logs-errors',
      'app-logs-duration',
      'app-logs-templates',
      ...[
        'http-request-duration-seconds-count-rate',
        'http-requests-total-rate',
        'http-requests-total-errors',
      ],
      ...['http-request-duration-seconds-p95', 'process-memory-saturation'],
    ]);
    expect(config.detectors[1].query).toMatchObject({
      index: 'app-logs-*',
      split_by: ['service'],
      // Three documents a minute of each service: their share would jump.
      filter: { terms: { 'level.keyword': ['ERROR'] } },
      measure: { type: 'count' },
    });
    expect(text).toContain('# Signals of it right now: 2.');
    expect(text).toContain('service kubernetes.labels.app.keyword');
    expect(text).not.toContain('lapwing-scores-v1');
  });

  test('never replaces a file unless told to', async () => {
    const before = readFileSync(file, 'utf8');
    const refused = await run(['--prometheus', metrics.url, '--output', file]);
    expect([refused.status, refused.said]).toEqual([1, expect.stringMatching(/is there already\n.*--force/)]);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect((await run(['--prometheus', metrics.url, '--output', file, '--force'])).status).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toBe(before);
  });

  test('keeps the password out of the file', async () => {
    const url = new URL(metrics.url);
    url.username = 'me';
    const target = path.join(folder, 'secret.yaml');
    const without = await run(['--prometheus', url.toString(), '--output', target], {
      PROMETHEUS_PASSWORD: '',
    });
    expect([without.status, without.said]).toEqual([1, expect.stringContaining('PROMETHEUS_PASSWORD')]);
    const given = await run(['--prometheus', url.toString(), '--output', target], {
      PROMETHEUS_PASSWORD: 'hush-$x',
    });
    expect([given.status, given.said]).toEqual([0, expect.any(String)]);
    const text = readFileSync(target, 'utf8');
    expect(text).toContain('${PROMETHEUS_PASSWORD}');
    expect(text + given.said).not.toContain('hush');
  });

  test.each([
    [[], /nothing to look at/],
    [['--opensearch', 'localhost'], /no address/],
    [['--prometheus', 'http://127.0.0.1:9'], /can't be reached|bad port/],
  ])('init %j says what is wrong and writes nothing', (args, message) => {
    const target = path.join(folder, 'none.yaml');
    const done = spawnSync(process.execPath, [LAPWING, 'init', ...args, '--output', target], {
      encoding: 'utf8',
    });
    expect([done.status, done.stderr]).toEqual([1, expect.stringMatching(message)]);
    expect(existsSync(target)).toBe(false);
  });

  test('says so when a server is not what it should be', async () => {
    const target = path.join(folder, 'swapped.yaml');
    for (const args of [
      ['--opensearch', metrics.url],
      ['--prometheus', logs.url],
    ]) {
      const { status, said } = await run([...args, '--output', target]);
      expect([status, said]).toEqual([1, expect.stringMatching(/^lapwing: .*(Open|Prom)/)]);
    }
    expect(existsSync(target)).toBe(false);
  });
});
