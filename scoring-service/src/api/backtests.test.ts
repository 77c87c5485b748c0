import type { BacktestEntry } from '@lapwing/contract';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { expectError } from './testing/expect-error.ts';
import { KEYS, NOON, bearer, startTestApi, type TestApi } from './testing/test-api.ts';

const MINUTE = 60_000;
const DAYS = 3;
const PATH = '/api/v1/backtests';
const DETECTOR = { id: 'tried', name: 'Tried', source: 'ingest', kind: 'metric', query: { type: 'ingest' } };

let api: TestApi;
const as = bearer(KEYS.editor);
beforeAll(async () => {
  api = await startTestApi({ rateLimits: { requests: 1e6, secrets: 1e6 } });
  const count = DAYS * 1440;
  const series = ['cart', 'pay'].map((service, s) => ({
    metric: 'load',
    labels: { service },
    // Noise that repeats in no period, and an hour far off on the last day.
    points: Array.from({ length: count }, (_, i) => [
      NOON - (count - i) * MINUTE,
      50 + 5 * Math.sin((i + s) ** 2) + (s === 1 && i >= count - 300 && i < count - 240 ? 80 : 0),
    ]),
  }));
  const sent = await request(api.app).post('/api/v1/metrics/ingest').set(as).send({ series });
  expect(sent.body).toMatchObject({ accepted: 2 * count });
  // What was sent is no longer coming in, and its last interval is closed.
  api.clock.now = NOON + 10 * MINUTE;
});
afterAll(() => api.close());

const start = (body: object) => request(api.app).post(PATH).set(as).send(body);
const get = async (id: string): Promise<BacktestEntry> =>
  (await request(api.app).get(`${PATH}/${id}`).set(as)).body;

async function ended(id: string): Promise<BacktestEntry> {
  await vi.waitFor(async () => expect((await get(id)).status).not.toBe('running'), {
    timeout: 15_000,
    interval: 50,
  });
  return get(id);
}

test('a detector over the past: alerts a week, thresholds, anomalies with their reasons, charts', async () => {
  const from = new Date(NOON - 1440 * MINUTE).toISOString();
  const { body, headers } = await start({ detector: DETECTOR, from }).expect(201);
  expect(headers['location']).toBe(`${PATH}/${body.id}`);
  expect(body).toMatchObject({ status: 'running', detector_id: 'tried', ended_at: null, error: null });
  const { status, progress, result } = await ended(body.id);
  expect({ status, progress }).toEqual({ status: 'done', progress: 1 });
  if (result === null) throw new Error('no result');
  expect(result).toMatchObject({
    from,
    until: new Date(NOON).toISOString(),
    readings: 2 * 1440,
    warnings: [],
  });
  expect(result.learned_from).toBe(new Date(NOON - DAYS * 1440 * MINUTE).toISOString());
  expect(result.anomalies_total).toBe(result.anomalies.length);
  const begins = new Date(NOON - 300 * MINUTE).toISOString();
  expect(result.anomalies).toContainEqual(
    expect.objectContaining({
      start: begins,
      labels: { metric: 'load', service: 'pay' },
      detector_id: 'tried',
    }),
  );
  expect(result.anomalies.every(({ reason }) => reason.length > 0)).toBe(true);
  // A slider at the detector's own budget stands at the alerts; a larger budget tells no fewer.
  expect(result.budgets.find(({ own }) => own)).toMatchObject({ alerts: result.alerts.total });
  expect(result.anomalies.filter(({ alert }) => alert === 'raised')).toHaveLength(result.alerts.total);
  const told = result.budgets.map(({ alerts }) => alerts);
  expect(told.at(-1)).toBeGreaterThanOrEqual(told[0]);
  expect(result.thresholds[0]).toMatchObject({ anomalies: result.anomalies_total });
  expect(result.alerts.total).toBeGreaterThan(0);
  expect(result.alerts.a_week).toBeCloseTo(result.alerts.total * 7, 1);
  expect(result.signals.map(({ signal }) => signal.labels['service'])).toEqual(['pay', 'cart']);

  const [worst] = result.charts;
  const shown = await request(api.app)
    .get(`${PATH}/${body.id}/signals/${worst.signal.id}`)
    .set(as)
    .expect(200);
  expect(shown.body).toEqual(worst);
  expect(worst.time.length).toBeLessThanOrEqual(720);
  expect(Math.max(...worst.score)).toBe(result.signals[0].highest_score);

  const list = await request(api.app).get(PATH).set(as).expect(200);
  expect(list.body.items[0]).toMatchObject({ id: body.id, status: 'done' });
  expect(list.body.items[0]).not.toHaveProperty('result');
  // Nothing of it is in the stores.
  expect((await request(api.app).get('/api/v1/signals').set(as)).body.total).toBe(0);
});

test('a detector that is kept, by its id', async () => {
  const kept = {
    ...DETECTOR,
    id: 'kept',
    query: { type: 'ingest', match: { service: 'cart' } },
    alert_at: 'MEDIUM',
  };
  await request(api.app).post('/api/v1/detectors').set(as).send(kept).expect(201);
  const { body } = await start({ detector_id: 'kept', from: NOON - 60 * MINUTE, learn: '1d', points: 60 });
  const { result } = await ended(body.id);
  expect(result).toMatchObject({
    readings: 60,
    learned_from: new Date(NOON - 25 * 60 * MINUTE).toISOString(),
    detector: { id: 'kept', alert_at: 'MEDIUM' },
  });
  expectError(await start({ detector_id: 'nobody' }), 'NOT_FOUND');
  await request(api.app).delete('/api/v1/detectors/kept').set(as).expect(204);
});

describe('is refused', () => {
  test.each<[string, object, string]>([
    ['neither detector nor id', {}, 'detector_id'],
    ['both', { detector: DETECTOR, detector_id: 'x' }, 'detector_id'],
    ['an end before the beginning', { detector: DETECTOR, from: NOON, until: NOON - 1 }, 'until'],
    ['`learn` without `from`', { detector: DETECTOR, learn: '1d' }, 'learn'],
    ['an unknown source', { detector: { ...DETECTOR, source: 'none' } }, 'source'],
    ['more points than a screen has', { detector: DETECTOR, points: 1e6 }, 'points'],
  ])('%s', async (_, body, where) => {
    expect(expectError(await start(body), 'BAD_REQUEST').where).toContain(where);
  });

  test.each<[string, object, string, string]>([
    ['no such readings', { detector: { ...DETECTOR, query: { type: 'ingest', match: { service: 'x' } } } }, 'NOT_FOUND', 'no reading'], // prettier-ignore
    [
      'a stretch that is still to come',
      { detector: DETECTOR, from: NOON + MINUTE },
      'BAD_TIME',
      'nothing is left',
    ],
  ])('%s, once it has looked', async (_, body, code, message) => {
    const started = await start(body).expect(201);
    const { status, error, result } = await ended(started.body.id);
    expect({ status, result }).toEqual({ status: 'failed', result: null });
    expect(error?.code).toBe(code);
    expect(error?.message).toContain(message);
  });

  test('a third one while two run; one that was stopped is forgotten', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 2; i++) ids.push((await start({ detector: DETECTOR }).expect(201)).body.id);
    expectError(await start({ detector: DETECTOR }), 'OVERLOADED');
    for (const id of ids) await request(api.app).delete(`${PATH}/${id}`).set(as).expect(204);
    expectError(await request(api.app).get(`${PATH}/${ids[0]}`).set(as), 'NOT_FOUND');
    const again = await start({ detector: DETECTOR, from: NOON - 60 * MINUTE }).expect(201);
    expect((await ended(again.body.id)).status).toBe('done');
  });

  test('a chart that there is none of', async () => {
    const { body } = await request(api.app).get(PATH).set(as);
    const { id } = body.items[0];
    expectError(await request(api.app).get(`${PATH}/${id}/signals/0123456789abcdef`).set(as), 'NOT_FOUND');
  });
});
