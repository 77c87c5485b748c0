import { type RequestListener, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Question } from '../backend/backend.ts';
import { serviceBackend } from './service-backend.ts';

const KEY = 'lpw_a-key-that-stays-on-the-server';
const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function backendOn(answer: RequestListener, timeoutMs = 2_000) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return serviceBackend({ url: `http://127.0.0.1:${port}`, key: KEY, timeoutMs, authorities: undefined });
}

const question = (change: Partial<Question> = {}): Question => ({
  name: 'listSignals',
  path: '/api/v1/signals',
  params: {},
  query: {},
  body: undefined,
  client: { transport: { request: () => Promise.reject(new Error('not asked')) } },
  signal: new AbortController().signal,
  ...change,
});

test('the key goes in the header, never in the address, and lists stay lists', async () => {
  const seen: unknown[] = [];
  const backend = await backendOn((req, res) => {
    seen.push(req.url, req.headers.authorization);
    res.end('{"items":[]}');
  });
  const query = { label: ['service=a&b', 'metric=c'], limit: '5' };
  expect(await backend.answer(question({ query }))).toEqual({ items: [] });
  expect(seen).toEqual(['/api/v1/signals?label=service%3Da%26b&label=metric%3Dc&limit=5', `Bearer ${KEY}`]);
});

test('a refused key is no matter of the person’s session', async () => {
  const backend = await backendOn((_req, res) => res.writeHead(401).end('{}'));
  await expect(backend.answer(question())).rejects.toMatchObject({
    status: 502,
    where: 'lapwingAnomaly.apiKey',
  });
  expect((await backend.check(question().client)).problem?.title).toBe('Lapwing refused the key');
});

test('what the service says is handed on', async () => {
  const error = { code: 'CONFLICT', message: 'it is over', where: 'id', hint: 'reopen it', request_id: 'r' };
  const backend = await backendOn((_req, res) => res.writeHead(409).end(JSON.stringify({ error })));
  await expect(backend.answer(question())).rejects.toMatchObject({ status: 409, message: 'it is over' });
});

test('a service that hangs, is away, or is none is named, without the key', async () => {
  const hanging = await backendOn(() => undefined, 50);
  await expect(hanging.answer(question())).rejects.toMatchObject({ code: 'OVERLOADED' });
  const page = await backendOn((_req, res) => res.end('<html>'));
  await expect(page.answer(question())).rejects.toThrow('Something other than Lapwing');
  const away = serviceBackend({
    url: 'http://127.0.0.1:9',
    key: KEY,
    timeoutMs: 2_000,
    authorities: undefined,
  });
  const { problem } = await away.check(question().client);
  expect(problem?.title).toBe('Lapwing does not answer');
  expect(JSON.stringify(problem)).not.toContain(KEY);
});
