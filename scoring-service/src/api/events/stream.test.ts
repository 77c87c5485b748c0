import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LiveEvent } from '@lapwing/contract';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KEYS, type TestApi, bearer, startTestApi } from '../testing/test-api.ts';
import { anomalyOf } from '../testing/seed.ts';

const HEARTBEAT_MS = 30;
let api: TestApi;
let server: Server;
let url: string;
beforeEach(async () => {
  api = await startTestApi({ heartbeatMs: HEARTBEAT_MS });
  server = createServer(api.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/events`;
});
afterEach(async () => {
  api.close();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const scored = (signals: number): LiveEvent => ({
  type: 'scored',
  detector_id: 'd',
  until: '2026-11-22T12:00:00.000Z',
  signals,
});
const anomaly: LiveEvent = {
  type: 'anomaly',
  change: 'opened',
  anomaly: anomalyOf('0123456789abcdef', 'd', {}, { start: 0, end: null, severity: 'HIGH' }),
};

interface Listener {
  /** Waits until the stream has said `text`. */
  until(text: string): Promise<string>;
  ended: Promise<void>;
  leave(): void;
}
async function listen(query = '', headers: Record<string, string> = {}): Promise<Listener> {
  const controller = new AbortController();
  const answer = await fetch(url + query, {
    headers: { ...bearer(KEYS.viewer), ...headers },
    signal: controller.signal,
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  expect(answer.headers.get('content-encoding')).toBeNull();
  let said = '';
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) said += decoder.decode(chunk, { stream: true });
  };
  const ended = read().catch((error: unknown) => {
    if (!controller.signal.aborted) throw error;
  });
  return {
    ended,
    leave: () => controller.abort(),
    async until(text) {
      for (let tries = 0; !said.includes(text); tries++) {
        if (tries > 200) throw new Error(`the stream did not say ${text}, but: ${said}`);
        await sleep(10);
      }
      return said;
    },
  };
}

test('events come as they happen, each with its id, type and whole body', async () => {
  const listener = await listen();
  const id = api.events.publish(anomaly);
  const said = await listener.until(`id: ${id}`);
  expect(said).toContain('event: anomaly\n');
  const data = /data: (.*)\n/.exec(said)?.[1] ?? '';
  expect(LiveEvent.parse(JSON.parse(data))).toEqual(anomaly);
  listener.leave();
});

test('only the types that were asked for', async () => {
  const listener = await listen('?types=anomaly');
  api.events.publish(scored(7));
  api.events.publish(anomaly);
  expect(await listener.until('event: anomaly')).not.toContain('event: scored');
  listener.leave();
});

test('a client that was away goes on after the last id it saw', async () => {
  const ids = [1, 2, 3].map((signals) => api.events.publish(scored(signals)));
  for (const [query, headers] of [
    ['', { 'Last-Event-ID': String(ids[0]) }],
    [`?last_event_id=${ids[0]}`, {}],
  ] as const) {
    const listener = await listen(query, headers);
    const said = await listener.until(`id: ${ids[2]}`);
    expect([...said.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual(ids.slice(1));
    expect(said).not.toContain('event: gap');
    listener.leave();
  }
});

test('one that was away too long is told so', async () => {
  const id = api.events.publish(scored(1));
  const listener = await listen('', { 'Last-Event-ID': '5' });
  expect(await listener.until('event: gap')).toContain(`"oldest_id":"${id}"`);
  listener.leave();
});

test.each([
  ['?types=weather', {}],
  ['', { 'Last-Event-ID': 'abc' }],
])('%s %j is refused', async (query, headers) => {
  const answer = await fetch(url + query, { headers: { ...bearer(KEYS.viewer), ...headers } });
  expect(answer.status).toBe(400);
});

test('a sign of life now and then; leaving ends the subscription', async () => {
  const listener = await listen();
  await listener.until(': heartbeat');
  expect(api.events.subscribers).toBe(1);
  listener.leave();
  for (let tries = 0; api.events.subscribers > 0 && tries < 100; tries++) await sleep(10);
  expect(api.events.subscribers).toBe(0);
});

test('a key that is deleted while it listens hears no more', async () => {
  const { key, id } = api.auth.apiKeys.create({ name: 'soon gone', role: 'viewer' });
  const listener = await listen('', bearer(key));
  await listener.until(': heartbeat');
  api.auth.apiKeys.delete(id);
  await listener.ended;
});

test('the stop of the service ends every stream', async () => {
  const listener = await listen();
  api.events.close();
  await listener.ended;
  expect(api.events.subscribers).toBe(0);
});

test('a client that does not read is dropped, and stops nobody', async () => {
  const { port } = server.address() as AddressInfo;
  const deaf = connect(port, '127.0.0.1');
  deaf.pause();
  deaf.write(`GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${KEYS.viewer}\r\n\r\n`);
  for (let tries = 0; api.events.subscribers === 0 && tries < 200; tries++) await sleep(10);
  const long = { ...scored(1), detector_id: 'd'.repeat(100_000) };
  for (let i = 0; i < 400 && api.events.subscribers > 0; i++) {
    api.events.publish(long);
    await sleep(1);
  }
  expect(api.events.subscribers).toBe(0);
  deaf.destroy();
});
