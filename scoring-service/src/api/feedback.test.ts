import { Feedback } from '@lapwing/contract';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectError } from './testing/expect-error.ts';
import { MINUTE, detector, seedSignal } from './testing/seed.ts';
import { KEYS, NOON, type TestApi, bearer, startTestApi } from './testing/test-api.ts';

let api: TestApi;
let cart: string;
let anomalyId: string;
const from = NOON - 120 * MINUTE;
const editor = bearer(KEYS.editor);
const viewer = bearer(KEYS.viewer);

beforeEach(async () => {
  api = await startTestApi();
  const { admin, scores } = api.stores;
  admin.putDetector(detector('errors'), 0, false);
  const values = Array.from({ length: 120 }, (_, i) => 10 + (i % 3));
  const seeds = [{ start: from + 20 * MINUTE, end: from + 25 * MINUTE, severity: 'HIGH' } as const];
  cart = seedSignal(scores, 'errors', { service: 'cart', metric: 'errors' }, from, values, seeds);
  anomalyId = scores.anomalies({}, { limit: 1 }).items[0].id;
});
afterEach(() => api.close());

const judge = (body: object, id = anomalyId, as = editor) =>
  request(api.app).post(`/api/v1/anomalies/${id}/feedback`).set(as).send(body);
const missed = (body: object, id = cart) =>
  request(api.app).post(`/api/v1/signals/${id}/feedback`).set(editor).send(body);
const list = async (query = ''): Promise<Feedback[]> =>
  (await request(api.app).get(`/api/v1/feedback${query}`).set(viewer).expect(200)).body.items;
const remove = (id: string) => request(api.app).delete(`/api/v1/feedback/${id}`).set(editor);
const audited = (): string[] => api.stores.admin.auditLog(10).map(({ action }) => action);

describe('of an anomaly', () => {
  test('is kept with who said it and from when on it holds, and audited', async () => {
    const { body } = await judge({ verdict: 'not_an_anomaly', note: 'a backup' }).expect(201);
    expect(Feedback.parse(body)).toMatchObject({
      ...{
        verdict: 'not_an_anomaly',
        anomaly_id: anomalyId,
        signal_id: cart,
        detector_id: 'errors',
        note: 'a backup',
      },
      ...{
        labels: { service: 'cart', metric: 'errors' },
        feature: 'level',
        up: true,
        by: 'editor',
        removed_at: null,
      },
    });
    // The first interval that was not scored yet: the past stays as it was told.
    expect(Date.parse(body.effective_from)).toBe(api.stores.scores.watermark('errors'));
    expect(await list()).toEqual([body]);
    expect(audited()).toEqual(['feedback.add']);
  });

  test('a second verdict takes the place of the first, which can still be seen', async () => {
    await judge({ verdict: 'not_an_anomaly' }).expect(201);
    await judge({ verdict: 'real' }).expect(201);
    expect((await list()).map(({ verdict }) => verdict)).toEqual(['real']);
    expect(await list('?removed=true')).toHaveLength(2);
    expect(await list('?verdict=not_an_anomaly')).toEqual([]);
    expect(await list('?detector_id=other')).toEqual([]);
    expect(await list(`?anomaly_id=${anomalyId}&signal_id=${cart}`)).toHaveLength(1);
  });

  test.each([
    [{ verdict: 'missed' }, 'body.verdict'],
    [{}, 'body.verdict'],
    [{ verdict: 'real', nots: '' }, 'body.nots'],
    [{ verdict: 'real', note: 'x'.repeat(2_001) }, 'body.note'],
  ])('%j is refused', async (body, where) => {
    expect(expectError(await judge(body), 'BAD_REQUEST').where).toBe(where);
  });

  test('needs the role, and an anomaly that is there', async () => {
    expectError(await judge({ verdict: 'real' }, anomalyId, viewer), 'FORBIDDEN');
    expectError(await judge({ verdict: 'real' }, 'none'), 'NOT_FOUND');
  });
});

describe('of what was missed', () => {
  const stretch = { verdict: 'missed', start: from + 50 * MINUTE, end: from + 60 * MINUTE };
  test('is kept with the strangest reading of the stretch', async () => {
    const { body } = await missed({ ...stretch, start: from + 18 * MINUTE, end: from + 30 * MINUTE }).expect(
      201,
    );
    expect(body).toMatchObject({ verdict: 'missed', anomaly_id: null, score: 60, up: true, feature: null });
    expect(body.peak).toBe(new Date(from + 20 * MINUTE).toISOString());
  });
  test.each([
    [{ ...stretch, end: stretch.start }, 'BAD_REQUEST'],
    [{ ...stretch, verdict: 'real' }, 'BAD_REQUEST'],
    [{ ...stretch, start: from - 60 * MINUTE, end: from - 50 * MINUTE }, 'BAD_TIME'],
  ] as const)('%j is refused', async (body, code) => {
    expectError(await missed(body), code);
  });
  test('of a signal that is not there', async () => {
    expectError(await missed(stretch, '0000000000000000'), 'NOT_FOUND');
  });
});

test('taken back it is marked, holds no more from now on, and stays taken back', async () => {
  const { body } = await judge({ verdict: 'not_an_anomaly' });
  await remove(body.id).expect(204);
  await remove(body.id).expect(204);
  expect(await list()).toEqual([]);
  const [removed] = await list('?removed=true');
  expect(removed).toMatchObject({
    id: body.id,
    removed_by: 'editor',
    removed_at: new Date(NOON).toISOString(),
  });
  expect(removed.effective_until).toBe(body.effective_from);
  expectError(await remove('none'), 'NOT_FOUND');
});

test('pages follow each other, newest first', async () => {
  for (let i = 0; i < 3; i++) {
    api.clock.now += 1_000;
    await judge({ verdict: 'real', note: String(i) }).expect(201);
  }
  const first = (await request(api.app).get('/api/v1/feedback?removed=true&limit=2').set(viewer)).body;
  expect(first).toMatchObject({ total: 3, items: [{ note: '2' }, { note: '1' }] });
  const rest = await list(`?removed=true&limit=2&cursor=${encodeURIComponent(first.next)}`);
  expect(rest.map(({ note }) => note)).toEqual(['0']);
});
