import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { incidentRecordOf } from './testing/incident.ts';
import { expectError } from './testing/expect-error.ts';
import { MINUTE, seedSignal } from './testing/seed.ts';
import { bearer, KEYS, NOON, startTestApi, type TestApi } from './testing/test-api.ts';

let api: TestApi;
let receiver: Server;
let status = 200;
beforeEach(async () => {
  status = 200;
  receiver = createServer((_, response) => void response.writeHead(status).end('said'));
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?token=abcdef123`;
  api = await startTestApi({}, { channels: { hook: { type: 'webhook', url, secret: 'a secret' } } });
});
afterEach(async () => {
  await api.alertService.stop();
  api.close();
  receiver.closeAllConnections();
  receiver.close();
});

const as = (role: 'viewer' | 'editor') => ({
  get: (path: string) => request(api.app).get(path).set(bearer(KEYS[role])),
  post: (path: string, body: object = {}) => request(api.app).post(path).set(bearer(KEYS[role])).send(body),
  delete: (path: string) => request(api.app).delete(path).set(bearer(KEYS[role])),
});

test('channels are listed without what is secret, and tried out by an editor', async () => {
  const { body, text } = await as('viewer').get('/api/v1/channels').expect(200);
  expect(body.items).toMatchObject([
    { name: 'hook', type: 'webhook', status: 'unknown', waiting: 0, dead: 0 },
  ]);
  expect(text).not.toMatch(/secret"|abcdef123/);
  expectError(await as('viewer').post('/api/v1/channels/hook/test'), 'FORBIDDEN');
  expectError(await as('editor').post('/api/v1/channels/none/test'), 'NOT_FOUND');
  const tested = await as('editor').post('/api/v1/channels/hook/test').expect(200);
  expect(tested.body).toMatchObject({ delivered: true, answer: '200: said' });
  status = 503;
  const failed = await as('editor').post('/api/v1/channels/hook/test').expect(200);
  expect(failed.body).toMatchObject({ delivered: false, answer: '503: said' });
  expect((await as('viewer').get('/api/v1/channels')).body.items[0].status).toBe('unreachable');
});

test('silences are made, listed, ended and audited; none for everything, none for the past', async () => {
  const until = new Date(NOON + MINUTE).toISOString();
  const made = await as('editor')
    .post('/api/v1/silences', { services: ['cart'], until })
    .expect(201);
  expect((await as('viewer').get('/api/v1/silences')).body.items).toEqual([made.body]);
  expectError(await as('editor').post('/api/v1/silences', { until }), 'BAD_REQUEST');
  const past = new Date(NOON).toISOString();
  expectError(await as('editor').post('/api/v1/silences', { services: ['cart'], until: past }), 'BAD_TIME');
  expectError(await as('viewer').post('/api/v1/silences', { services: ['cart'], until }), 'FORBIDDEN');
  await as('editor').delete(`/api/v1/silences/${made.body.id}`).expect(204);
  expectError(await as('editor').delete(`/api/v1/silences/${made.body.id}`), 'NOT_FOUND');
  expect(api.stores.admin.auditLog(2).map(({ action }) => action)).toEqual(['silence.remove', 'silence.add']);
});

test('alerts are active, acknowledged, silenced or resolved', async () => {
  const { scores, incidents } = api.stores;
  for (const service of ['cart', 'web', 'db', 'old']) {
    const end = service === 'old' ? NOON + MINUTE : null;
    const seed = { start: NOON, end, severity: 'HIGH' } as const;
    seedSignal(scores, 'shop', { service, metric: 'latency' }, NOON, [10], [seed]);
  }
  const { items } = scores.anomalies({ labels: { service: 'web' } }, { limit: 1 });
  incidents.commit({
    incidents: [{ incident: incidentRecordOf('acknowledged', ['web']), anomalyIds: [items[0].id] }],
    ...{ pieces: [], cursor: 0 },
  });
  const until = new Date(NOON + MINUTE).toISOString();
  await as('editor')
    .post('/api/v1/silences', { labels: { service: 'db' }, until })
    .expect(201);
  const services = async (query: string): Promise<string[]> => {
    const { body } = await as('viewer').get(`/api/v1/alerts?${query}`).expect(200);
    return body.items.map((one: { anomaly: { labels: { service: string } } }) => one.anomaly.labels.service);
  };
  expect(await services('status=active')).toEqual(['cart']);
  expect(await services('status=acknowledged')).toEqual(['web']);
  expect(await services('status=silenced')).toEqual(['db']);
  expect(await services('status=resolved')).toEqual(['old']);
  expect(await services('')).toHaveLength(4);
  api.clock.now = NOON + MINUTE;
  const first = await as('viewer').get('/api/v1/alerts?status=active&limit=1').expect(200);
  expect(first.body.total).toBe(2);
  const rest = await services(`status=active&limit=1&cursor=${first.body.next}`);
  expect([first.body.items[0].anomaly.labels.service, ...rest].sort()).toEqual(['cart', 'db']);
});

test('a notification that is not there, or is no number, is told so', async () => {
  expectError(await as('editor').post('/api/v1/notifications/7/retry'), 'NOT_FOUND');
  expectError(await as('editor').post('/api/v1/notifications/x/retry'), 'BAD_REQUEST');
  expect((await as('viewer').get('/api/v1/notifications?status=dead')).body).toEqual({
    items: [],
    next: null,
    total: 0,
  });
});
