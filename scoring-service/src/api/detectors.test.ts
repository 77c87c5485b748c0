import request from 'supertest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEYS, NOON, type TestApi, bearer, startTestApi } from './testing/test-api.ts';
import { expectError } from './testing/expect-error.ts';
import { detector, seedSignal } from './testing/seed.ts';

let api: TestApi;
const editor = bearer(KEYS.editor);
const base = '/api/v1/detectors';
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

const input = { id: 'errors', name: 'Errors', source: 'ingest', kind: 'metric', query: { type: 'ingest' } };
const create = (body: object = input) => request(api.app).post(base).set(editor).send(body);
const read = (id = 'errors') => request(api.app).get(`${base}/${id}`).set(editor);
const put = (body: object, id = 'errors') => request(api.app).put(`${base}/${id}`).set(editor).send(body);
const remove = (id = 'errors') => request(api.app).delete(`${base}/${id}`).set(editor);

describe('a detector', () => {
  test('is made with its defaults, told to the pipeline, and audited', async () => {
    const made = await create().expect(201);
    expect(made.body).toMatchObject({
      ...input,
      interval: '1m',
      alert_budget: { per: 'week', false_alerts: 1 },
      suppress: { ignore: [], windows: [], learn_recurring: true },
      revision: 1,
      provisioned: false,
    });
    expect(made.body.created_at).toBe(new Date(NOON).toISOString());
    expect(made.headers).toMatchObject({ etag: '"1"', location: `${base}/errors` });
    expect(api.told).toEqual(['created errors']);
    expect((await read()).body).toEqual(made.body);
    expect((await request(api.app).get(base).set(editor)).body).toEqual({ items: [made.body], total: 1 });
    expect(api.stores.admin.auditLog(1)).toMatchObject([{ action: 'detector.create', target: 'errors' }]);
  });

  test('what was read can be edited and sent back', async () => {
    await create();
    const { body } = await read();
    const changed = await put({ ...body, interval: '5m' }).expect(200);
    expect(changed.body).toMatchObject({ interval: '5m', revision: 2 });
    expect(changed.headers['etag']).toBe('"2"');
    expect(api.told).toEqual(['created errors', 'changed errors to 2']);
    expect(api.stores.admin.detector('errors')?.detector).not.toHaveProperty('revision');
  });

  test('If-Match will do for the revision', async () => {
    await create();
    await put({ ...input, name: 'Other' })
      .set('If-Match', '"1"')
      .expect(200);
    expectError(await put({ ...input, name: 'Third' }).set('If-Match', '"1"'), 'CONFLICT');
    expectError(await put(input).set('If-Match', 'one'), 'BAD_REQUEST');
    expectError(await put(input), 'BAD_REQUEST');
  });

  test('of two changes from one state, the second is refused and changes nothing', async () => {
    await create();
    const { body } = await read();
    const both = await Promise.all(['A', 'B'].map((name) => put({ ...body, name })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await read()).body.revision).toBe(2);
  });

  test('goes with its scores', async () => {
    await create();
    seedSignal(api.stores.scores, 'errors', { metric: 'errors' }, NOON, [1, 2, 3]);
    await remove().expect(204);
    expect(api.told).toContain('deleted errors');
    expectError(await read(), 'NOT_FOUND');
    expectError(await remove(), 'NOT_FOUND');
    expect((await request(api.app).get('/api/v1/signals').set(editor)).body.total).toBe(0);
  });

  test('is not removed from under a change', async () => {
    await create();
    await put({ ...input, name: 'Other', revision: 1 }).expect(200);
    expectError(await remove().set('If-Match', '"1"'), 'CONFLICT');
    await remove().set('If-Match', '"2"').expect(204);
  });

  test('of the configuration is read-only', async () => {
    api.stores.admin.putDetector(detector('errors'), 0, true);
    const refused = expectError(await put({ ...input, revision: 1 }), 'CONFLICT');
    expect(refused.hint).toContain('configuration');
    expectError(await remove(), 'CONFLICT');
    expect((await read()).body).toMatchObject({ provisioned: true, revision: 1 });
    expect(api.told).toEqual([]);
  });
});

describe('refused, with nothing saved', () => {
  test.each<[string, object, string]>([
    ['an unknown source', { source: 'elastic' }, 'body.source'],
    ['a misspelt setting', { intervall: '1m' }, 'body.intervall'],
    ['a negative interval', { interval: '-1m' }, 'body.interval'],
    ['an interval of no time', { interval: '0s' }, 'body.interval'],
    ['too long an interval', { interval: '2d' }, 'body.interval'],
    ['an id with spaces', { id: 'my detector' }, 'body.id'],
    ['no model', { models: { statistical: false, forest: false } }, 'body.models'],
    ['no query', { query: undefined }, 'body.query'],
    ['an unknown kind of query', { query: { type: 'sql' } }, 'body.query.type'],
    ['half a query', { query: { type: 'prometheus' } }, 'body.query.expr'],
    ['a severity in small letters', { alert_at: 'high' }, 'body.alert_at'],
  ])('%s', async (_, change, where) => {
    const error = expectError(await create({ ...input, ...change }), 'BAD_REQUEST');
    expect(error.where).toBe(where);
    expect(api.stores.admin.detectors()).toEqual([]);
    expect(api.told).toEqual([]);
  });

  test('a query of another kind than its source', async () => {
    const answer = await create({ ...input, query: { type: 'prometheus', expr: 'up' } });
    expect([400, 422]).toContain(answer.status);
    expectError(answer, answer.body.error.code);
    expect(api.stores.admin.detectors()).toEqual([]);
  });

  test('a taken id, and an id that is not the one of the path', async () => {
    await create();
    expectError(await create(), 'CONFLICT');
    expectError(await put({ ...input, revision: 1 }, 'other'), 'BAD_REQUEST');
    expectError(await put({ ...input, id: 'other', revision: 1 }, 'other'), 'NOT_FOUND');
  });
});

test('validate shows what it would see and saves nothing', async () => {
  const point = { timestamp: NOON, metric: 'errors', value: 3 };
  await request(api.app).post('/api/v1/metrics/ingest').set(editor).send(point).expect(200);
  const { body } = await request(api.app).post(`${base}/validate`).set(editor).send(input).expect(200);
  expect(body).toMatchObject({
    ok: true,
    signals: 1,
    sample: [{ labels: { metric: 'errors' }, last_value: 3 }],
  });
  expect(api.stores.admin.detectors()).toEqual([]);
  expectError(
    await request(api.app)
      .post(`${base}/validate`)
      .set(editor)
      .send({ ...input, source: 'x' }),
    'BAD_REQUEST',
  );
});

test('the sources that a detector may name are told to viewers', async () => {
  const { body } = await request(api.app).get('/api/v1/sources').set(bearer(KEYS.viewer)).expect(200);
  expect(body).toEqual({ items: [{ name: 'ingest', type: 'ingest', serves: ['ingest'] }], total: 1 });
});
