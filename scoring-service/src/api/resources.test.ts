import { type Signal, Alert, Anomaly, History } from '@lapwing/contract';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KEYS, NOON, type TestApi, bearer, startTestApi } from './testing/test-api.ts';
import { expectError } from './testing/expect-error.ts';
import { MINUTE, detector, seedSignal } from './testing/seed.ts';

let api: TestApi;
let checkout: string;
let cart: string;
const HOUR = 60 * MINUTE;
const from = NOON - 2 * HOUR;

beforeAll(async () => {
  api = await startTestApi();
  const { admin, scores } = api.stores;
  admin.putDetector(detector('errors'), 0, false);
  admin.putDetector(detector('latency'), 0, true);
  const values = Array.from({ length: 120 }, (_, i) => 10 + (i % 3));
  checkout = seedSignal(
    scores,
    'errors',
    { service: 'checkout', metric: 'errors', api_id: 'pay' },
    from,
    values,
    [
      { start: from + 10 * MINUTE, end: from + 15 * MINUTE, severity: 'HIGH' },
      { start: from + 110 * MINUTE, end: null, severity: 'CRITICAL' },
    ],
  );
  cart = seedSignal(scores, 'latency', { service: 'cart', metric: 'p95' }, from, values, [
    { start: from + 20 * MINUTE, end: from + 25 * MINUTE, severity: 'HIGH', alert: 'withheld' },
  ]);
});
afterAll(() => api.close());

const get = (path: string) => request(api.app).get(path).set(bearer(KEYS.viewer));
const ids = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id);

describe('signals', () => {
  test('worst first, one page after the other', async () => {
    const first = (await get('/api/v1/signals?limit=1').expect(200)).body;
    expect(first).toMatchObject({ total: 2, items: [{ id: checkout, open_severity: 'CRITICAL' }] });
    const second = (await get(`/api/v1/signals?limit=1&cursor=${encodeURIComponent(first.next)}`)).body;
    expect(second).toMatchObject({ next: null, items: [{ id: cart }] });
  });

  test.each([
    ['detector_id=errors', 1],
    ['source=ingest', 2],
    ['source=opensearch', 0],
    ['kind=log', 0],
    ['label=service=cart', 1],
    ['label=service=cart&label=metric=p95', 1],
    ['label=service=cart&label=metric=errors', 0],
    ['text=CHECK', 1],
    ['anomalous=true', 1],
    ['severity=CRITICAL,LOW', 1],
    ['severity=HIGH', 0],
  ])('%s finds %i', async (query, count) => {
    expect((await get(`/api/v1/signals?${query}`).expect(200)).body.total).toBe(count);
  });

  test.each([
    ['limit=0', 'query.limit'],
    ['limit=-1', 'query.limit'],
    ['limit=1001', 'query.limit'],
    ['limit=1&limit=2', 'query.limit'],
    ['cursor=garbage', 'cursor'],
    ['label=service', 'query.label'],
    ['kind=foo', 'query.kind'],
    ['anomalous=yes', 'query.anomalous'],
  ])('%s is refused', async (query, where) => {
    expect(expectError(await get(`/api/v1/signals?${query}`), 'BAD_REQUEST').where).toBe(where);
  });

  test('one by its id', async () => {
    const { body } = await get(`/api/v1/signals/${cart}`).expect(200);
    expect(body satisfies Signal).toMatchObject({ id: cart, labels: { service: 'cart' } });
    expectError(await get('/api/v1/signals/0000000000000000'), 'NOT_FOUND');
    expectError(await get('/api/v1/signals/cart'), 'BAD_REQUEST');
  });

  test('its scores: the last day unless told, thinned out to the points asked for', async () => {
    const all = (await get(`/api/v1/signals/${checkout}/scores`).expect(200)).body;
    expect(all.time).toHaveLength(120);
    expect(all.step_seconds).toBe(60);
    const few = (await get(`/api/v1/signals/${checkout}/scores?points=10`)).body;
    expect(few.time.length).toBeLessThanOrEqual(10);
    expect(Math.max(...few.score)).toBe(60);
    const start = new Date(from + 5 * MINUTE).toISOString();
    const part = (
      await get(`/api/v1/signals/${checkout}/scores?start_time=${start}&end_time=${from + 8 * MINUTE}`)
    ).body;
    expect(part.time).toEqual([5, 6, 7].map((i) => from + i * MINUTE));
  });

  test('a range that ends before it starts, and a time that is none', async () => {
    const scores = `/api/v1/signals/${checkout}/scores`;
    expectError(await get(`${scores}?start_time=${NOON}&end_time=${from}`), 'BAD_TIME');
    expectError(await get(`${scores}?start_time=${NOON}&end_time=${NOON}`), 'BAD_TIME');
    const bad = expectError(await get(`${scores}?start_time=yesterday`), 'BAD_TIME');
    expect(bad).toMatchObject({ where: 'query.start_time', message: expect.stringContaining('ISO 8601') });
    expectError(await get(`${scores}?end_time=-5`), 'BAD_TIME');
    expectError(await get('/api/v1/signals/0000000000000000/scores'), 'NOT_FOUND');
    await get(`${scores}?start_time=${NOON + HOUR}`).expect(200);
  });
});

describe('anomalies', () => {
  test('newest first, and each by its id', async () => {
    const { body } = await get('/api/v1/anomalies').expect(200);
    expect(body.total).toBe(3);
    const items = body.items.map((item: unknown) => Anomaly.parse(item));
    expect(items.map(({ signal_id }: Anomaly) => signal_id)).toEqual([checkout, cart, checkout]);
    expect((await get(`/api/v1/anomalies/${items[0].id}`)).body).toEqual(items[0]);
    expectError(await get('/api/v1/anomalies/none'), 'NOT_FOUND');
  });

  test.each([
    ['severity=HIGH', 2],
    ['severity=HIGH,CRITICAL', 3],
    ['severity=HIGH&severity=CRITICAL', 3],
    ['severity=HIGH,HIGH', 2],
    ['severity=LOW', 0],
    ['open=true', 1],
    ['open=false', 2],
    ['detector_id=latency', 1],
    ['source=ingest&label=service=checkout', 2],
    [`start_time=${from + 16 * MINUTE}&end_time=${from + 60 * MINUTE}`, 1],
    [`start_time=${from + 12 * MINUTE}&end_time=${from + 13 * MINUTE}`, 1],
    [`start_time=${from + 30 * MINUTE}`, 1],
  ])('%s finds %i', async (query, count) => {
    expect((await get(`/api/v1/anomalies?${query}`).expect(200)).body.total).toBe(count);
  });

  test('pages hold each anomaly once', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(`/api/v1/anomalies?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...ids(body));
      cursor = body.next ?? '';
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(3);
    expect(seen).toHaveLength(3);
  });

  test.each(['severity=high', 'severity=', 'open=1', 'start_time=2026-11-22'])(
    '%s is refused',
    async (query) => {
      expect((await get(`/api/v1/anomalies?${query}`)).status).toBe(400);
    },
  );

  test('alerts are those that were raised; what was withheld can be seen', async () => {
    const { body } = await get('/api/v1/alerts').expect(200);
    expect(body.total).toBe(2);
    const withheld = (await get('/api/v1/anomalies?alert=withheld').expect(200)).body.items;
    expect(withheld).toMatchObject([{ signal_id: cart, alert_reason: 'the budget asks for 65' }]);
    expect((await get('/api/v1/anomalies?alert=raised').expect(200)).body.total).toBe(2);
    expectError(await get('/api/v1/anomalies?alert=maybe'), 'BAD_REQUEST');
    const [active, resolved] = body.items.map((item: unknown) => Alert.parse(item));
    expect(active).toMatchObject({ status: 'active', severity: 'CRITICAL', resolved_at: null });
    expect(active.title).toBe('CRITICAL: checkout errors api_id=pay');
    expect(resolved).toMatchObject({
      status: 'resolved',
      resolved_at: new Date(from + 15 * MINUTE).toISOString(),
    });
    expect(ids((await get('/api/v1/alerts?status=active')).body)).toEqual([active.id]);
    expect(ids((await get('/api/v1/alerts?status=resolved')).body)).toEqual([resolved.id]);
    expectError(await get('/api/v1/alerts?status=open'), 'BAD_REQUEST');
  });
});

describe('analytics', () => {
  test('the summary counts what there is', async () => {
    const { body } = await get('/api/v1/metrics/summary').expect(200);
    expect(body).toEqual({
      signals: 2,
      detectors: 2,
      readings_24h: 240,
      anomalies_open: { LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 1 },
      anomalies_24h: { LOW: 0, MEDIUM: 0, HIGH: 2, CRITICAL: 1 },
      last_reading_at: new Date(from + 119 * MINUTE).toISOString(),
      sources: [{ source: 'ingest', signals: 2, anomalies_open: 1 }],
    });
  });

  test.each([
    ['1h', 60, 61],
    ['1d', 600, 145],
    ['7d', 3600, 169],
    ['90d', 43_200, 181],
  ])('trends over %s come in buckets of %i s, without holes', async (period, seconds, count) => {
    const { body } = await get(`/api/v1/analytics/anomaly-trends?period=${period}`).expect(200);
    expect(body).toMatchObject({ period, bucket_seconds: seconds });
    expect(body.buckets).toHaveLength(count);
    const times = body.buckets.map(({ time }: { time: string }) => Date.parse(time));
    times.forEach((time: number, i: number) => expect(time).toBe(times[0] + i * seconds * 1000));
    expect(times[0]).toBeLessThanOrEqual(NOON);
  });

  test('trends count each anomaly where it started, and name the busiest signals', async () => {
    const { body } = await get('/api/v1/analytics/anomaly-trends').expect(200);
    expect(body.period).toBe('7d');
    const busy = body.buckets.filter(({ total }: { total: number }) => total > 0);
    expect(busy).toMatchObject([
      { time: new Date(from).toISOString(), counts: { HIGH: 2 }, total: 2 },
      { time: new Date(from + HOUR).toISOString(), counts: { CRITICAL: 1 }, total: 1 },
    ]);
    expect(body.top_signals[0]).toMatchObject({
      signal_id: checkout,
      anomalies: 2,
      title: 'checkout errors api_id=pay',
    });
  });

  test.each(['period=59m', 'period=91d', 'period=week', 'period='])('%s is refused', async (query) => {
    expectError(await get(`/api/v1/analytics/anomaly-trends?${query}`), 'BAD_REQUEST');
  });

  test('the history counts by day, service, detector, signal and hour of the week', async () => {
    const { body } = await get('/api/v1/analytics/history?period=2d&time_zone=Europe/Berlin').expect(200);
    expect(History.parse(body)).toMatchObject({ time_zone: 'Europe/Berlin', total: 3, raised: 2 });
    expect(body.buckets.map(({ total }: { total: number }) => total)).toEqual([0, 0, 3]);
    expect(body.services).toEqual([
      { name: 'checkout', total: 2, counts: [0, 0, 2] },
      { name: 'cart', total: 1, counts: [0, 0, 1] },
    ]);
    expect(body.detectors.map(({ name }: { name: string }) => name)).toEqual(['errors', 'latency']);
    expect(body.signals[0]).toMatchObject({ signal_id: checkout, anomalies: 2, raised: 2 });
    const hours = body.week.flatMap((count: number, hour: number) => (count > 0 ? [[hour % 24, count]] : []));
    // An hour later in Berlin than in UTC, where it is eleven and ten.
    expect(hours).toEqual([
      [11, 2],
      [12, 1],
    ]);
    expect(body.incidents).toMatchObject({ opened: 0, mean_seconds_to_resolve: null });
  });

  test.each([
    ['service=cart', 1],
    ['detector_id=errors', 2],
    ['severity=CRITICAL', 1],
    ['bucket=week', 3],
    ['bucket=hour&period=1d', 3],
  ])('the history of %s has %i', async (query, count) => {
    expect((await get(`/api/v1/analytics/history?${query}`).expect(200)).body.total).toBe(count);
  });

  test.each(['period=91d', 'bucket=year', 'time_zone=Mars'])('a history of %s is refused', async (query) => {
    expectError(await get(`/api/v1/analytics/history?${query}`), 'BAD_REQUEST');
  });

  test("an API's performance, by the hour", async () => {
    const { body } = await get('/api/v1/analytics/performance?api_id=pay').expect(200);
    expect(body).toMatchObject({ api_id: 'pay', granularity: '1h' });
    expect(body.buckets).toHaveLength(2);
    expect(body.buckets[0]).toMatchObject({
      time: new Date(from).toISOString(),
      metric: 'errors',
      count: 60,
      min: 10,
      max: 12,
      avg: 11,
      highest_score: 60,
    });
  });

  test('performance of an API that nobody knows, or in too fine a grain', async () => {
    const performance = '/api/v1/analytics/performance';
    expectError(await get(`${performance}?api_id=none`), 'NOT_FOUND');
    expect(expectError(await get(performance), 'BAD_REQUEST').where).toBe('query.api_id');
    const fine = expectError(await get(`${performance}?api_id=pay&granularity=1s`), 'BAD_REQUEST');
    expect(fine.where).toBe('query.granularity');
    expectError(await get(`${performance}?api_id=pay&start_time=${NOON}&end_time=${from}`), 'BAD_TIME');
  });
});
