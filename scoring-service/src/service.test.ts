import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import type { Health, Signal } from '@lapwing/contract';
import { parseConfig } from './config/load.ts';
import { startService, type Service } from './service.ts';

const KEY = 'lpw_service_test_0123456789abcdef';
const MINUTE_MS = 60_000;
const WAIT = { timeout: 15_000, interval: 50 };

const folder = (): string => {
  const made = mkdtempSync(path.join(tmpdir(), 'lapwing-service-'));
  cleanups.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
};
const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(at: string, more: object = {}) {
  const text = JSON.stringify({
    server: { port: 0 },
    auth: { admin_password: 'a long enough password', api_keys: [{ name: 't', role: 'admin', key: KEY }] },
    ...more,
  });
  const service: Service = await startService(parseConfig(text, 'test', at, {}), {
    ...{ now: Date.now, random: Math.random, version: '1.0.0', log: pino({ level: 'silent' }) },
    onFirstPassword: () => expect.unreachable('the configuration names the password'),
  });
  cleanups.push(() => service.stop());
  const ask = async (method: string, route: string, body?: object): Promise<unknown> => {
    const answer = await fetch(service.url + route, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const part = async (name: string) =>
    ((await ask('GET', '/api/health')) as Health).parts.find((one) => one.name === name);
  const signals = async () => ((await ask('GET', '/api/v1/signals')) as { items: Signal[] }).items;
  return { service, ask, part, signals };
}

/** `minutes` readings of one signal, up to some minutes ago. */
function history(minutes: number, host: string) {
  const end = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 5 * MINUTE_MS;
  const points = Array.from({ length: minutes }, (_, i) => [end - (minutes - i) * MINUTE_MS, 100 + (i % 7)]);
  return { series: [{ metric: 'load', labels: { host }, points }] };
}

test('history that comes after another signal has been scored is scored too, and counted as such', async () => {
  const { ask, signals } = await start(folder());
  expect(await ask('POST', '/api/v1/metrics/ingest', history(300, 'a'))).toMatchObject({
    accepted: 300,
    late: 0,
  });
  await vi.waitFor(async () => expect(await signals()).toHaveLength(1), WAIT);
  const again = await ask('POST', '/api/v1/metrics/ingest', history(500, 'b'));
  expect(again).toMatchObject({ accepted: 500, late: 0 });
  await vi.waitFor(async () => expect(await signals()).toHaveLength(2), WAIT);
  const [b] = (await signals()).filter(({ labels }) => labels['host'] === 'b');
  const scored = async (): Promise<number> => {
    const since = new Date(Date.now() - 86_400_000).toISOString();
    const answer = await ask('GET', `/api/v1/signals/${b.id}/scores?start_time=${since}&points=4000`);
    return (answer as { value: unknown[] }).value.length;
  };
  await vi.waitFor(async () => expect(await scored()).toBe(500), WAIT);
  expect(await ask('POST', '/api/v1/metrics/ingest', history(300, 'a'))).toMatchObject({ repeated: 300 });
});

test('a detector that is made, changed and deleted runs, begins anew, and is gone', async () => {
  const at = folder();
  writeFileSync(path.join(at, 'a.csv'), 'timestamp,x,y\n2026-01-01,1,2\n2026-01-01T00:01Z,3,4\n');
  const more = { sources: { files: { type: 'csv', path: 'a.csv' } }, data: { retention: '520w' } };
  const { ask, part, signals } = await start(at, more);
  const detector = { id: 'f', name: 'F', source: 'files', kind: 'metric', query: { type: 'csv' } };
  await ask('POST', '/api/v1/detectors', detector);
  await vi.waitFor(async () => expect(await signals()).toHaveLength(2), WAIT);
  await ask('PUT', '/api/v1/detectors/f', {
    ...detector,
    revision: 1,
    query: { type: 'csv', match: { metric: 'x' } },
  });
  await vi.waitFor(
    async () => expect((await signals()).map(({ labels }) => labels)).toEqual([{ metric: 'x' }]),
    WAIT,
  );
  await ask('DELETE', '/api/v1/detectors/f');
  expect(await signals()).toEqual([]);
  expect(await part('detector:f')).toBeUndefined();
});

test('a detector that leaves the configuration is switched off and kept', async () => {
  const at = folder();
  writeFileSync(path.join(at, 'a.csv'), 'timestamp,x\n2026-01-01,1\n');
  const sources = { files: { type: 'csv', path: 'a.csv' } };
  const detector = { id: 'f', name: 'F', source: 'files', kind: 'metric', query: { type: 'csv' } };
  const common = { sources, data: { retention: '520w' } };
  const first = await start(at, { ...common, detectors: [detector] });
  await vi.waitFor(async () => expect(await first.signals()).toHaveLength(1), WAIT);
  await first.service.stop();
  const second = await start(at, common);
  expect(await second.ask('GET', '/api/v1/detectors/f')).toMatchObject({
    enabled: false,
    provisioned: false,
  });
  expect(await second.signals()).toHaveLength(1);
});

test('one data folder serves one process; a taken port is told', async () => {
  const at = folder();
  const { service } = await start(at);
  await expect(start(at)).rejects.toMatchObject({ code: 'CONFLICT' });
  const { port } = new URL(service.url);
  await expect(start(folder(), { server: { port: Number(port) } })).rejects.toMatchObject({
    where: 'server.port',
  });
});

test('a source that is down is told, and the service is up all the same', async () => {
  const sources = { prom: { type: 'prometheus', url: 'http://127.0.0.1:1' } };
  const { part } = await start(folder(), { sources });
  await vi.waitFor(async () => expect(await part('source:prom')).toMatchObject({ status: 'down' }), WAIT);
});
