import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Health,
  LiveEvent,
  MetricsSummary,
  SEVERITY_FROM,
  ScoreSeries,
  Tokens,
  everyRoute,
} from '@lapwing/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningService, startLapwing } from './service-process.ts';

const KEY = 'lpw_key_of_the_end_to_end_test';
const MINUTE = 60_000;
const READINGS = 600;
const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-e2e-api-'));
const config = path.join(folder, 'lapwing.yaml');
let service: RunningService;

beforeAll(async () => {
  const lines = [
    'server: { host: 127.0.0.1, port: 0 }',
    `data: { folder: ${JSON.stringify(path.join(folder, 'data'))} }`,
    `auth: { api_keys: [{ name: e2e, role: editor, key: ${KEY} }] }`,
  ];
  writeFileSync(config, lines.join('\n'));
  service = await startLapwing(config);
});
afterAll(async () => {
  await service.process.stop();
  rmSync(folder, { recursive: true });
});

const keyed = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
const get = (where: string, headers: Record<string, string> = keyed) =>
  fetch(service.url + where, { headers });
const post = (where: string, body: object, headers: Record<string, string> = keyed) =>
  fetch(service.url + where, { method: 'POST', headers, body: JSON.stringify(body) });
async function login(password: string): Promise<Tokens> {
  const answer = await post(
    '/auth/login',
    { username: 'admin', password },
    { 'Content-Type': 'application/json' },
  );
  expect(answer.status).toBe(200);
  return Tokens.parse(await answer.json());
}

/** The first live event that `wanted` takes; throws when the stream ends without one. */
async function heard(stream: Response, wanted: (event: LiveEvent) => boolean): Promise<LiveEvent> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of stream.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const events = [...text.matchAll(/^data: (\{.*\})$/gm)].map(([, data]) =>
      LiveEvent.parse(JSON.parse(data)),
    );
    const found = events.find(wanted);
    if (found !== undefined) return found;
  }
  throw new Error(`the stream ended: ${text}`);
}

test('the first start tells the admin a password that is good; every route but the open ones asks who you are', async () => {
  if (service.password === undefined) throw new Error(`no password was told:\n${service.process.output}`);
  const { access_token } = await login(service.password);
  const me = await get('/auth/me', { Authorization: `Bearer ${access_token}` });
  expect(await me.json()).toEqual({ name: 'admin', role: 'admin', by: 'token' });
  for (const [name, { method, path: where, access }] of everyRoute()) {
    if (access === 'public' || access === 'scrape') continue;
    const answer = await fetch(service.url + where.replaceAll(/:\w+/g, 'x'), {
      method: method.toUpperCase(),
    });
    expect(answer.status, name).toBe(401);
  }
});

test('readings that are sent come back scored, and the stream says when', async () => {
  const stream = await get('/api/v1/events?types=scored');
  const end = Math.floor(Date.now() / MINUTE) * MINUTE - 2 * MINUTE;
  const points = Array.from({ length: READINGS }, (_, i) => [
    end - (READINGS - 1 - i) * MINUTE,
    i === READINGS - 5 ? 500 : 10 + Math.sin(i) + (i % 7) / 10,
  ]);
  const sent = await post('/api/v1/metrics/ingest', {
    series: [{ metric: 'latency', labels: { service: 'cart' }, points }],
  });
  expect(await sent.json()).toEqual({ accepted: READINGS, repeated: 0, late: 0 });
  await heard(stream, (event) => event.type === 'scored' && Date.parse(event.until) >= end);

  const { items, total } = await (await get('/api/v1/signals?label=service=cart')).json();
  expect(total).toBe(1);
  const scores = await get(
    `/api/v1/signals/${items[0].id}/scores?start_time=${points[0][0]}&end_time=${end + MINUTE}`,
  );
  const series = ScoreSeries.parse(await scores.json());
  expect(series.time).toEqual(points.map(([time]) => time));
  expect(series.value).toEqual(points.map(([, value]) => value));
  const spike = READINGS - 5;
  expect(series.score[spike]).toBeGreaterThanOrEqual(SEVERITY_FROM.CRITICAL);
  expect(Math.max(...series.score.slice(0, spike))).toBeLessThan(SEVERITY_FROM.CRITICAL);
  const anomalies = await (await get('/api/v1/anomalies?label=service=cart')).json();
  const starts = anomalies.items.map(({ start }: { start: string }) => Date.parse(start));
  expect(starts).toContain(points[spike][0]);
  const summary = MetricsSummary.parse(await (await get('/api/v1/metrics/summary')).json());
  expect(summary).toMatchObject({ signals: 1, readings_24h: READINGS });
});

test('health is open and says how each part is; metrics are Prometheus text', async () => {
  const health = Health.parse(await (await get('/api/health', {})).json());
  expect(health.parts.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['store', 'detector']));
  const metrics = await get('/metrics', {});
  expect(metrics.headers.get('content-type')).toContain('text/plain');
  expect(await metrics.text()).toMatch(/^# HELP lapwing_/m);
});

test('a stop ends the streams at once; a restart tells no password and takes the old tokens', async () => {
  const { access_token, refresh_token } = await login(service.password ?? '');
  const stream = await get('/api/v1/events');
  const begin = Date.now();
  const ended = stream.text().then(
    () => true,
    () => true,
  );
  await sleep(100);
  await service.process.stop();
  expect(await ended).toBe(true);
  expect(Date.now() - begin).toBeLessThan(15_000);

  const password = service.password;
  service = { ...(await startLapwing(config)), password };
  expect(service.process.output).not.toContain('with the password');
  expect((await get('/auth/me', { Authorization: `Bearer ${access_token}` })).status).toBe(200);
  const again = await post('/auth/refresh', { refresh_token }, { 'Content-Type': 'application/json' });
  expect(again.status).toBe(200);
  expect((await (await get('/api/v1/signals')).json()).total).toBe(1);
});
