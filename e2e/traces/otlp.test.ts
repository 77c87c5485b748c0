import { SpanKind } from '@opentelemetry/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KEY, startLapwing, type RunningLapwing } from './lapwing.ts';
import { startProgram, type TracedProgram } from './programs.ts';

const PATIENCE_MS = 60_000;
const SECOND = 1_000;

describe('spans of real SDKs by OTLP', () => {
  let lapwing: RunningLapwing;
  let shop: TracedProgram;
  let cart: TracedProgram;
  /** The first interval, in the near past: a multiple of a second. */
  let begin: number;

  beforeAll(async () => {
    lapwing = await startLapwing({ traces: { interval: '1s', delay: '25s', resolution: '1s' } });
    shop = startProgram('shop', lapwing.url, KEY, 'protobuf', true);
    cart = startProgram('cart', lapwing.url, KEY, 'json');
    begin = Math.floor(Date.now() / SECOND) * SECOND - 20 * SECOND;
  });
  afterAll(async () => {
    await shop?.stop();
    await cart?.stop();
    await lapwing?.stop();
  });

  /** One request: shop's server span, its client span, cart's server span, and cart's query of a database. */
  function request(end: number, user: number, failed = false): void {
    shop.span({ name: `GET /users/${user}`, kind: SpanKind.SERVER, end, ms: 30, failed }, (parent) =>
      shop.span({ name: 'GET', kind: SpanKind.CLIENT, end: end - 2, ms: 20, parent }, (within) =>
        cart.span(
          { name: 'GET /cart', kind: SpanKind.SERVER, end: end - 4, ms: 10, parent: within },
          (inner) =>
            cart.span({
              ...{ name: 'SELECT', kind: SpanKind.CLIENT, end: end - 6, ms: 4, parent: inner },
              attributes: { 'server.address': 'postgres', 'server.port': 5432 },
            }),
        ),
      ),
    );
  }

  test('every call is one reading an interval, in the interval it ended in, whatever order it comes in', async () => {
    for (let k = 0; k < 10; k++) {
      for (let i = 0; i < 4; i++) request(begin + k * SECOND + 100 * i + 50, 1000 + i, k === 5 && i === 0);
    }
    // The callee's spans come seconds before those of its callers.
    await cart.flush();
    await shop.flush();
    // What is newest closes the intervals before it.
    request(Date.now(), 7);
    await Promise.all([cart.flush(), shop.flush()]);

    const full = { service: 'shop', metric: 'rate', measure: 'rate' };
    await lapwing.until('the calls are scored', PATIENCE_MS, async () => {
      const readings = await lapwing.readings(full);
      return (readings ?? []).filter(([time]) => time < begin + 10 * SECOND).length === 10;
    });
    const at = async (labels: Record<string, string>): Promise<number[]> =>
      ((await lapwing.readings(labels)) ?? [])
        .filter(([time]) => time >= begin && time < begin + 10 * SECOND)
        .map(([, value]) => value);
    const ten = (value: number): number[] => new Array<number>(10).fill(value);
    expect(await at(full)).toEqual(ten(4));
    const operation = { service: 'shop', operation: 'GET /users/{id}' };
    expect(await at({ ...operation, metric: 'rate', measure: 'rate' })).toEqual(ten(4));
    expect(await at({ ...operation, metric: 'errors', measure: 'errors' })).toEqual(ten(0).with(5, 0.25));
    for (const value of await at({ service: 'cart', metric: 'duration', measure: 'p95' })) {
      expect(value).toBeCloseTo(10, 0);
    }
    const edge = { service: 'cart', caller: 'shop', callee: 'cart' };
    expect(await at({ ...edge, metric: 'rate', measure: 'rate' })).toEqual(ten(4));
    for (const value of await at({ ...edge, metric: 'duration', measure: 'p50' })) {
      expect(Math.abs(value - 20)).toBeLessThan(0.4);
    }
  });

  test('the call graph and examples are there, and survive a kill', async () => {
    const look = async () =>
      (await lapwing.callGraph()).calls.map(({ caller, callee, calls }) => [caller, callee, calls]);
    const before = await look();
    expect(before).toEqual([
      ['cart', 'postgres:5432', 41],
      ['shop', 'cart', 41],
    ]);
    await lapwing.killAndRestart();
    expect(await look()).toEqual(before);
    const range = `start_time=${begin}&end_time=${begin + 10 * SECOND}`;
    const failed = await lapwing.examples(`service=shop&errors=true&${range}`);
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({ error: true, time: new Date(begin + 5 * SECOND).toISOString() });
    expect(failed[0].trace_id).toMatch(/^[0-9a-f]{32}$/);
    const slow = await lapwing.examples(`service=cart&operation=GET%20%2Fcart&limit=3&${range}`);
    expect(slow).toHaveLength(3);
  });

  test('after a kill in the middle, what was answered is there once and what is sent again changes nothing', async () => {
    const at = Math.floor(Date.now() / SECOND) * SECOND - SECOND;
    const span = (i: number): object => ({
      ...{ traceId: 'a'.repeat(32), spanId: i.toString(16).padStart(16, '0'), kind: 2, name: 'pay' },
      ...{ startTimeUnixNano: `${at}000000`, endTimeUnixNano: `${at + 30}000000` },
    });
    const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'bill' } }] };
    const spans = Array.from({ length: 500 }, (_, i) => span(i + 1));
    const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] });
    const send = (): Promise<Response> =>
      fetch(`${lapwing.url}/v1/traces`, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      });
    expect((await send()).status).toBe(200);
    await lapwing.killAndRestart();
    expect((await send()).status).toBe(200);
    // A kill while a request is on its way: it is stored whole or not at all, and the sender asks again.
    const lost = send().catch(() => undefined);
    await lapwing.killAndRestart();
    await lost;
    expect((await send()).status).toBe(200);
    request(Date.now(), 8);
    await Promise.all([cart.flush(), shop.flush()]);
    const labels = { service: 'bill', metric: 'rate', measure: 'rate' };
    await lapwing.until('it is scored', PATIENCE_MS, async () => {
      request(Date.now(), 9);
      await Promise.all([cart.flush(), shop.flush()]);
      return ((await lapwing.readings(labels)) ?? []).length > 0;
    });
    expect((await lapwing.readings(labels))?.[0]).toEqual([at, 500]);
  });
});
