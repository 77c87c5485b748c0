import { gzipSync } from 'node:zlib';
import { CallGraph, TraceExample } from '@lapwing/contract';
import { snappyCompress } from 'hysnappy';
import request from 'supertest';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bearer, KEYS, NOON, startTestApi, type TestApi } from './testing/test-api.ts';

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

const nanos = (ms: number): string => `${BigInt(Math.round(ms * 1000)) * 1000n}`;
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const AT = NOON - 30_000;

/** A request of one service's spans, as OTLP's JSON has it. */
function spans(service: string, ...some: object[]): object {
  const resource = { attributes: [text('service.name', service)] };
  return { resourceSpans: [{ resource, scopeSpans: [{ spans: some }] }] };
}
function span(id: number, change: object = {}): object {
  const spanId = id.toString(16).padStart(16, '0');
  return {
    ...{ traceId: '5b8efff798038103d269b633813fc60c', spanId, name: 'GET /cart/17', kind: 2 },
    ...{ startTimeUnixNano: nanos(AT), endTimeUnixNano: nanos(AT + 20), ...change },
  };
}
const post = (path: string, body: object, key = KEYS.editor) =>
  request(api.app).post(path).set(bearer(key)).send(body);

test('spans become calls, edges and examples; the same again changes nothing', async () => {
  const client = span(1, { kind: 3, endTimeUnixNano: nanos(AT + 50) });
  const server = span(2, { parentSpanId: (1).toString(16).padStart(16, '0'), status: { code: 2 } });
  for (let i = 0; i < 2; i++) {
    // The callee's span comes first.
    const answer = await post('/v1/traces', spans('cart', server)).expect(200);
    expect(answer.body).toEqual({});
    await post('/v1/traces', spans('shop', client)).expect(200);
  }
  const graph = CallGraph.parse(
    (await request(api.app).get('/api/v1/call-graph').set(bearer(KEYS.viewer))).body,
  );
  expect(graph.services).toEqual(['cart', 'shop']);
  expect(graph.calls).toHaveLength(1);
  expect(graph.calls[0]).toMatchObject({
    caller: 'shop',
    callee: 'cart',
    calls: 1,
    errors: 0,
    source: 'otlp',
  });
  expect(graph.calls[0].p50_ms).toBeCloseTo(50, 0);

  const examples = await request(api.app)
    .get('/api/v1/traces/examples?service=cart&operation=GET%20/cart/%7Bid%7D&errors=true')
    .set(bearer(KEYS.viewer))
    .expect(200);
  const [example] = examples.body.items.map((item: unknown) => TraceExample.parse(item));
  expect(example).toMatchObject({ span_id: '0000000000000002', error: true, operation: 'GET /cart/{id}' });
  expect(examples.body.total).toBe(1);
});

test('what can never be taken is told, the rest is stored', async () => {
  const body = spans(
    'cart',
    span(1),
    span(2, { endTimeUnixNano: nanos(NOON + 600_000) }),
    span(3, { traceId: 'nonsense' }),
    span(4, { startTimeUnixNano: nanos(1), endTimeUnixNano: nanos(2) }),
    span(5, { startTimeUnixNano: 0 }),
  );
  const answer = await post('/v1/traces', body).expect(200);
  expect(answer.body.partialSuccess.rejectedSpans).toBe('4');
  expect(answer.body.partialSuccess.errorMessage).toContain('in the future');
});

test("gzip is unpacked; other packings, other types and broken bodies are refused in OTLP's words", async () => {
  const packed = gzipSync(JSON.stringify(spans('cart', span(1))));
  const send = (headers: Record<string, string>, body: Buffer) =>
    request(api.app)
      .post('/v1/traces')
      .set({ ...bearer(KEYS.editor), ...headers })
      .serialize((bytes: unknown) => bytes as string)
      .send(body);
  const json = { 'Content-Type': 'application/json' };
  await send({ ...json, 'Content-Encoding': 'gzip' }, packed).expect(200);
  const broken = await send({ ...json, 'Content-Encoding': 'gzip' }, Buffer.from('no gzip')).expect(400);
  expect(broken.body).toMatchObject({ code: 3, error: { code: 'BAD_REQUEST' } });
  await send({ ...json, 'Content-Encoding': 'zstd' }, packed).expect(415);
  await send({ 'Content-Type': 'text/plain' }, packed).expect(415);
  const notJson = await send(json, Buffer.from('{')).expect(400);
  expect(notJson.body).toMatchObject({ code: 3, error: { code: 'BAD_JSON' } });
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  await send({ ...json, 'Content-Encoding': 'gzip' }, bomb).expect(413);
  const status = await send({ 'Content-Type': 'application/x-protobuf' }, Buffer.from([0x0a, 0xff]))
    .buffer()
    .parse((answer, done) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => done(null, Buffer.concat(chunks)));
    })
    .expect(400);
  expect(status.headers['content-type']).toContain('application/x-protobuf');
  expect([...(status.body as Buffer).subarray(0, 2)]).toEqual([0x08, 3]);
});

test('a key with the right to send is asked', async () => {
  await request(api.app).post('/v1/traces').send(spans('cart')).expect(401);
  await post('/v1/traces', spans('cart'), KEYS.viewer).expect(403);
  await request(api.app).post('/v1/logs').set('X-Api-Key', KEYS.editor).send({}).expect(200);
});

test('metrics become readings: gauges as they are, counters and histograms by what was added', async () => {
  const metrics = (time: number, count: number, buckets: number[]): object => ({
    resourceMetrics: [
      {
        resource: { attributes: [text('service.name', 'cart'), text('process.pid', '17')] },
        scopeMetrics: [
          {
            metrics: [
              { name: 'queue', gauge: { dataPoints: [{ timeUnixNano: nanos(time), asInt: '7' }] } },
              {
                name: 'requests',
                sum: {
                  ...{ isMonotonic: true, aggregationTemporality: 2 },
                  dataPoints: [
                    { startTimeUnixNano: nanos(AT - 3_600_000), timeUnixNano: nanos(time), asDouble: count },
                  ],
                },
              },
              {
                name: 'latency',
                histogram: {
                  aggregationTemporality: 2,
                  dataPoints: [
                    {
                      ...{ startTimeUnixNano: nanos(AT - 3_600_000), timeUnixNano: nanos(time) },
                      ...{
                        count: String(count),
                        sum: count * 5,
                        bucketCounts: buckets,
                        explicitBounds: [10, 100],
                      },
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  });
  await post('/v1/metrics', metrics(AT - 60_000, 100, [100, 0, 0])).expect(200);
  await post('/v1/metrics', metrics(AT, 220, [100, 120, 0])).expect(200);
  await post('/v1/metrics', metrics(AT, 220, [100, 120, 0])).expect(200);
  const series = api.stores.readings.range({ service: 'cart' }, { from: 0, to: NOON });
  const found = Object.fromEntries(
    series.map(({ labels, values }) => [`${labels['metric']} ${labels['measure'] ?? ''}`, [...values]]),
  );
  expect(found['queue ']).toEqual([7, 7]);
  expect(found['requests ']).toEqual([2]);
  expect(found['latency rate']).toEqual([2]);
  expect(found['latency avg']).toEqual([5]);
  expect(found['latency p50']).toEqual([55]);
  expect(Object.keys(found).some((name) => name.includes('pid'))).toBe(false);
});

test('log records are counted by level, with zeros for levels used before, and their lines handed on once', async () => {
  const logs = (time: number, ...levels: number[]): object => ({
    resourceLogs: [
      {
        resource: { attributes: [text('service.name', 'cart')] },
        scopeLogs: [
          {
            logRecords: levels.map((severityNumber, i) => ({
              ...{ timeUnixNano: nanos(time + i), severityNumber, body: { stringValue: `line ${i}` } },
            })),
          },
        ],
      },
    ],
  });
  await post('/v1/logs', logs(AT - 60_000, 9, 9, 17)).expect(200);
  await post('/v1/logs', logs(AT - 60_000, 9, 9, 17)).expect(200);
  await post('/v1/logs', logs(AT, 10)).expect(200);
  expect(api.lines.map(({ message }) => message)).toEqual(['line 0', 'line 1', 'line 2', 'line 0']);
  const series = api.stores.readings.range({ metric: 'log_records' }, { from: 0, to: NOON });
  const found = Object.fromEntries(series.map(({ labels, values }) => [labels['level'], [...values]]));
  expect(found).toEqual({ INFO: [2 / 60, 1 / 60], ERROR: [1 / 60, 0] });
});

test('remote write refuses what is no snappy, and takes an empty request', async () => {
  const write = (body: Buffer, type = 'application/x-protobuf') =>
    request(api.app)
      .post('/api/v1/write')
      .set({ ...bearer(KEYS.editor), 'Content-Type': type, 'Content-Encoding': 'snappy' })
      .send(body);
  await write(Buffer.from(snappyCompress(new Uint8Array()))).expect(204);
  await write(Buffer.from([5, 1, 2])).expect(400);
  await write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0])).expect(413);
  await write(Buffer.from(snappyCompress(new Uint8Array([0x0a, 0xff])))).expect(400);
  const second = 'application/x-protobuf;proto=io.prometheus.write.v2.Request';
  const answer = await write(Buffer.from(snappyCompress(new Uint8Array())), second).expect(204);
  expect(answer.headers['x-prometheus-remote-write-samples-written']).toBe('0');
  expect(answer.headers['x-prometheus-remote-write-histograms-written']).toBe('0');
  await write(Buffer.from([0]), 'application/x-protobuf;proto=prometheus.WriteRequest').expect(204);
  // Prometheus then sends the version before.
  const third = await write(Buffer.from([0]), 'application/x-protobuf;proto=io.prometheus.write.v3.Request');
  expect(third.status).toBe(415);
  expect(third.body.error.hint).toContain('io.prometheus.write.v2.Request');
});
