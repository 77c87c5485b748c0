import fc from 'fast-check';
import { everyRoute } from '@lapwing/contract';
import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEYS, type TestApi, bearer, startTestApi } from './testing/test-api.ts';
import { expectError } from './testing/expect-error.ts';

let api: TestApi;
const admin = bearer(KEYS.admin);
beforeAll(async () => {
  api = await startTestApi({ rateLimits: { requests: 1e9, secrets: 1e9 } });
});
afterAll(() => api.close());

const post = (path: string, body: string, type = 'application/json') =>
  request(api.app).post(path).set(admin).set('Content-Type', type).send(body);

test.each([
  ['{"readings": [}', 'line 1, column 15'],
  ['{\n  "a": 1,\n  b\n}', 'line 3, column 3'],
  ['{"a"', 'line 1, column 5'],
  ['nonsense', 'line 1, column 1'],
  ['{"a": 1,}', 'line 1, column 9'],
  ['[1] // a comment', 'line 1'],
])('%j is no JSON, and the answer says where', async (body, where) => {
  const error = expectError(await post('/api/v1/metrics/ingest', body), 'BAD_JSON');
  expect(error.where).toContain(where);
});

test('another content type, and no body at all', async () => {
  expect(
    expectError(await post('/api/v1/detectors', 'a=1', 'text/plain'), 'UNSUPPORTED_MEDIA_TYPE').message,
  ).toContain('text/plain');
  expectError(await request(api.app).post('/api/v1/detectors').set(admin), 'BAD_REQUEST');
  const gzip = post('/api/v1/detectors', 'xx').set('Content-Encoding', 'zap');
  expectError(await gzip, 'UNSUPPORTED_MEDIA_TYPE');
});

test('a body that is too large, by its own measure on each route', async () => {
  const two = JSON.stringify({ name: 'x'.repeat(2_000_000) });
  expectError(await post('/api/v1/detectors', two), 'TOO_LARGE');
  expectError(await post('/api/v1/metrics/ingest', two), 'BAD_REQUEST');
  const forty = JSON.stringify({ name: 'x'.repeat(40_000_000) });
  expectError(await post('/api/v1/metrics/ingest', forty), 'TOO_LARGE');
});

test('a stranger is refused before the body is read', async () => {
  const answer = await request(api.app).post('/api/v1/metrics/ingest').send('x'.repeat(2_000_000));
  expectError(answer, 'UNAUTHENTICATED');
});

test('unknown parameters and keys are named', async () => {
  const query = expectError(
    await request(api.app).get('/api/v1/signals?detektor=x').set(admin),
    'BAD_REQUEST',
  );
  expect(query).toMatchObject({ where: 'query.detektor' });
  const none = expectError(await request(api.app).get('/api/v1/detectors?limit=1').set(admin), 'BAD_REQUEST');
  expect(none.where).toBe('query.limit');
  const body = expectError(
    await post('/api/v1/apis/register', '{"api_id":"a","name":"b","urll":"x"}'),
    'BAD_REQUEST',
  );
  expect(body.where).toBe('body.urll');
});

test('faults are told with their places, and not all of a thousand', async () => {
  const readings = Array.from({ length: 1000 }, () => ({ metric: 'm', timestamp: 'yesterday', value: 1 }));
  const error = expectError(
    await post('/api/v1/metrics/ingest', JSON.stringify({ readings })),
    'BAD_REQUEST',
  );
  expect(error.where).toBe('body.readings[0].timestamp');
  expect(error.message).toContain('999 more');
  expect(error.details).toHaveLength(20);
});

test('a body with hundreds of thousands of faults is refused as one', async () => {
  const labels = Object.fromEntries(Array.from({ length: 300_000 }, (_, i) => [`k${i}`, 1]));
  const body = JSON.stringify({ metric: 'm', timestamp: 1, value: 1, labels });
  expectError(await post('/api/v1/metrics/ingest', body), 'BAD_REQUEST');
});

test('nothing there is 404, another method 405, both with a way on', async () => {
  const nothing = expectError(await request(api.app).get('/api/v2/signals'), 'NOT_FOUND');
  expect(nothing.hint).toContain('/api/docs');
  const answer = await request(api.app).delete('/api/v1/signals');
  expect(expectError(answer, 'METHOD_NOT_ALLOWED').hint).toContain('GET');
  expect(answer.headers['allow']).toBe('GET');
  const detector = await request(api.app).patch('/api/v1/detectors/x');
  expect(detector.headers['allow']).toBe('GET, PUT, DELETE');
});

test('an address that is no UTF-8 is a bad request', async () => {
  expectError(await request(api.app).get('/api/v1/signals/%E0%A4%A').set(admin), 'BAD_REQUEST');
});

test("a proxy's request id goes on; one that could break a log does not", async () => {
  const asked = (id: string) => request(api.app).get('/api/health').set('X-Request-Id', id);
  expect((await asked('abc-1')).headers['x-request-id']).toBe('abc-1');
  expect((await asked('{"a":1}')).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test('safe headers, no leak of what it runs on, no CORS', async () => {
  const { headers } = await request(api.app).get('/api/health').set('Origin', 'https://evil.example');
  expect(headers['x-powered-by']).toBeUndefined();
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['content-security-policy']).toContain("default-src 'self'");
  expect(headers['access-control-allow-origin']).toBeUndefined();
  expect(headers['cache-control']).toBe('no-store');
});

test('whatever is thrown inside leaves as INTERNAL, logged with its cause and nothing told of it', async () => {
  const broken = await startTestApi();
  broken.stores.close();
  const before = broken.logged.length;
  const error = expectError(
    await request(broken.app).get('/api/v1/signals').set(bearer('lpw_viewer_key_of_the_api_tests')),
    'INTERNAL',
  );
  expect(JSON.stringify(error)).not.toMatch(/sqlite|database|at .*\.ts/i);
  expect(broken.logged.slice(before)).toMatchObject([
    { request_id: error.request_id, err: expect.any(Error) },
  ]);
});

const bodies = everyRoute().filter(([, { body }]) => body !== undefined);
const json = fc.oneof(
  fc.json(),
  fc.string(),
  fc.jsonValue().map((value) => JSON.stringify(value)),
);
test('garbage in a body never breaks anything', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...bodies), json, async ([, { method, path }], body) => {
      const asked = request(api.app)[method](path.replaceAll(/:\w+/g, 'x')).set(admin);
      const answer = await asked.set('Content-Type', 'application/json').send(body);
      expect([400, 401, 404, 409]).toContain(answer.status);
      expectError(answer, answer.body.error.code);
    }),
    { numRuns: 300 },
  );
});

const gets = everyRoute().filter(
  ([name, { method }]) => method === 'get' && name !== 'events' && name !== 'docs',
);
const names = fc.constantFrom(
  'limit',
  'cursor',
  'label',
  'severity',
  'start_time',
  'end_time',
  'period',
  'granularity',
  'api_id',
  'open',
  'points',
  'kind',
  '__proto__',
  'x',
);
test('garbage in a query never breaks anything', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...gets),
      fc.array(
        fc.tuple(names, fc.oneof(fc.string({ unit: 'grapheme' }), fc.nat().map(String), fc.constant('1h'))),
        { maxLength: 4 },
      ),
      fc.oneof(fc.string({ minLength: 1, unit: 'grapheme' }), fc.constant('0123456789abcdef')),
      async ([, { path }], pairs, part) => {
        const query = new URLSearchParams(pairs).toString();
        const id = encodeURIComponent(part).replaceAll('.', '%2E');
        const answer = await request(api.app)
          .get(`${path.replaceAll(/:\w+/g, id)}?${query}`)
          .set(admin);
        expect([200, 400, 404, 405]).toContain(answer.status);
        if (answer.status !== 200) expectError(answer, answer.body.error.code);
      },
    ),
    { numRuns: 500 },
  );
});

test('a value nested hundreds of thousands deep is no way to break in', async () => {
  const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;
  const body = `{"id":"a","name":"a","source":"ingest","kind":"log","query":{"type":"opensearch","index":"x","measure":{"type":"count"},"filter":{"a":${deep}}}}`;
  const answer = await post('/api/v1/detectors', body);
  expectError(answer, answer.body.error.code);
  expect(answer.status).toBeLessThan(500);
});
