import { Gauge } from 'prom-client';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEYS, NOON, type TestApi, bearer, startTestApi } from './testing/test-api.ts';
import { expectError } from './testing/expect-error.ts';

let api: TestApi;
const editor = bearer(KEYS.editor);
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

const ingest = (body: object) => request(api.app).post('/api/v1/metrics/ingest').set(editor).send(body);
const reading = { timestamp: new Date(NOON).toISOString(), metric: 'm', value: 1, labels: { service: 'a' } };
const stored = () => api.stores.readings.extent({});

describe('readings', () => {
  test('one, a batch, and series; again changes nothing', async () => {
    expect((await ingest(reading).expect(200)).body).toEqual({ accepted: 1, repeated: 0, late: 0 });
    expect((await ingest(reading)).body).toEqual({ accepted: 0, repeated: 1, late: 0 });
    const readings = [1, 2, 3].map((i) => ({
      ...reading,
      timestamp: NOON - i * 1000,
      value: i === 2 ? null : i,
    }));
    expect((await ingest({ readings })).body).toMatchObject({ accepted: 3 });
    const points = Array.from({ length: 1000 }, (_, i) => [NOON - i * 60_000, i]);
    expect((await ingest({ series: [{ metric: 'n', points }] })).body).toMatchObject({ accepted: 1000 });
  });

  test('a hundred thousand points in one request', async () => {
    const points = Array.from({ length: 100_000 }, (_, i) => [new Date(NOON - i * 10_000).toISOString(), i]);
    expect((await ingest({ series: [{ metric: 'n', points }] }).expect(200)).body.accepted).toBe(100_000);
  });

  test.each<[string, object, string, string]>([
    [
      'one bad among good',
      { readings: [reading, { ...reading, value: 'high' }] },
      'BAD_REQUEST',
      'body.readings[1].value',
    ],
    [
      'a future time',
      { readings: [reading, { ...reading, timestamp: NOON + 3_600_000 }] },
      'BAD_TIME',
      'body.readings[1].timestamp',
    ],
    ['seconds for milliseconds', { ...reading, timestamp: NOON / 1000 }, 'BAD_TIME', 'body.timestamp'],
    [
      'a time without an offset',
      { ...reading, timestamp: '2026-11-22T12:00:00' },
      'BAD_REQUEST',
      'body.timestamp',
    ],
    ['an unknown key', { ...reading, lables: {} }, 'BAD_REQUEST', 'body.lables'],
    ['no metric', { timestamp: NOON, value: 1 }, 'BAD_REQUEST', 'body.metric'],
    ['an API nobody registered', { ...reading, api_id: 'pay' }, 'NOT_FOUND', 'body.api_id'],
    ['an empty batch', { readings: [] }, 'BAD_REQUEST', 'body.readings'],
    [
      'a bad point',
      {
        series: [
          {
            metric: 'm',
            points: [
              [NOON, 1],
              [NOON, '1'],
            ],
          },
        ],
      },
      'BAD_REQUEST',
      'body.series[0].points[1][1]',
    ],
    ['a bare array', [reading], 'BAD_REQUEST', 'body'],
  ])('%s: nothing is kept', async (_, body, code, where) => {
    const answer = await ingest(body);
    expect(expectError(answer, code as 'BAD_REQUEST').where).toBe(where);
    expect(stored()).toBeUndefined();
  });

  test('too many in one batch', async () => {
    expectError(await ingest({ readings: Array.from({ length: 10_001 }, () => reading) }), 'BAD_REQUEST');
  });
});

describe('APIs', () => {
  const register = (body: object) => request(api.app).post('/api/v1/apis/register').set(editor).send(body);
  test('are registered, listed, changed, and then readings may name them', async () => {
    await register({ api_id: 'pay', name: 'Payments', service: 'checkout' }).expect(200);
    await register({ api_id: 'pay', name: 'Payments 2', service: 'checkout' }).expect(200);
    const { body } = await request(api.app).get('/api/v1/apis').set(bearer(KEYS.viewer)).expect(200);
    expect(body).toEqual({
      total: 1,
      items: [{ api_id: 'pay', name: 'Payments 2', service: 'checkout', labels: {} }],
    });
    await ingest({ ...reading, labels: {}, api_id: 'pay' }).expect(200);
    expect(api.stores.readings.extent({ api_id: 'pay', service: 'checkout' })).toEqual({
      first: NOON,
      last: NOON,
    });
  });

  test.each([{ api_id: 'a b', name: 'x' }, { api_id: 'a', name: 'x', url: 'nowhere' }, { api_id: 'a' }])(
    '%j is refused',
    async (body) => {
      expectError(await register(body), 'BAD_REQUEST');
      expect(api.stores.admin.apis()).toEqual([]);
    },
  );
});

describe('/metrics', () => {
  test('is open unless a key is configured', async () => {
    new Gauge({ name: 'lapwing_test', help: 'x', registers: [api.metrics] }).set(4);
    const { text, headers } = await request(api.app).get('/metrics').expect(200);
    expect(text).toContain('lapwing_test 4');
    expect(headers['content-type']).toMatch(/^text\/plain/);
  });

  test('asks for the configured key', async () => {
    api.close();
    api = await startTestApi({ metricsKey: 'scrape me' });
    expectError(await request(api.app).get('/metrics'), 'UNAUTHENTICATED');
    expectError(await request(api.app).get('/metrics').set(bearer('scrape you')), 'UNAUTHENTICATED');
    await request(api.app).get('/metrics').set(bearer('scrape me')).expect(200);
  });
});

test('CORS answers configured origins alone', async () => {
  api.close();
  api = await startTestApi({ corsOrigins: ['https://grafana.example'] });
  const from = (origin: string) => request(api.app).get('/api/health').set('Origin', origin);
  expect((await from('https://grafana.example')).headers['access-control-allow-origin']).toBe(
    'https://grafana.example',
  );
  expect((await from('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined();
});
