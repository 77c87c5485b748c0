import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoError } from '../errors.ts';
import type { BreakKind } from '../shop/breaks.ts';
import { createPage, listen } from './server.ts';
import type { DemoState } from './state.ts';

const state = { now: 1, phase: 'live' } as DemoState;
const orders: string[] = [];
const demo = {
  state: () => state,
  startBreak: (kind: BreakKind) => orders.push(`start ${kind}`) === 1,
  stopBreak: (kind: BreakKind) => orders.push(`stop ${kind}`) > 0,
};

let upstream: Server;
let page: Server;
let url: string;
let folder: string;

beforeAll(async () => {
  upstream = createServer((req, res) => {
    if (req.url === '/api/v1/events') {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write('data: one\n\n');
      return;
    }
    let body = '';
    req.on('data', (piece: Buffer) => (body += piece.toString()));
    req.on('end', () => {
      res.writeHead(req.url === '/teapot' ? 418 : 200, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ method: req.method, url: req.url, headers: req.headers, body }));
    });
  });
  await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done));
  folder = mkdtempSync(path.join(tmpdir(), 'lapwing-page-'));
  for (const sub of ['dist', 'dist-preview']) mkdirSync(path.join(folder, sub));
  writeFileSync(path.join(folder, 'dist', 'module.js'), 'the plugin');
  writeFileSync(path.join(folder, 'dist-preview', 'index.html'), 'the page');
  const service = { url: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`, key: 'lpw_secret' };
  const app = createPage({ plugin: folder, title: 'T', controlsScript: 'export {}', service, demo });
  const listening = await listen(app, 0, true);
  page = listening.server;
  url = `http://127.0.0.1:${listening.port}`;
});
afterAll(() => {
  for (const server of [page, upstream]) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true });
});

const order = (body: string, type = 'application/json'): Promise<Response> =>
  fetch(`${url}/shop/breaks`, { method: 'POST', headers: { 'content-type': type }, body });

describe('the page server', () => {
  it('serves the plugin, the page and its settings, and the page for any path of the app', async () => {
    const text = async (at: string): Promise<string> => (await fetch(url + at)).text();
    expect(await text('/public/plugins/lapwing-anomaly-app/module.js')).toBe('the plugin');
    expect(await text('/')).toBe('the page');
    expect(await text('/a/lapwing-anomaly-app/signals/0123?from=1')).toBe('the page');
    expect(await text('/shop/controls.js')).toBe('export {}');
    expect(JSON.parse(await text('/preview-config.json'))).toMatchObject({
      title: 'T',
      controls: '/shop/controls.js',
    });
    expect((await fetch(`${url}/missing.js`)).status).toBe(404);
    expect((await fetch(`${url}/../../etc/passwd.txt`)).status).toBe(404);
  });

  it.each(['/api/plugin-proxy/lapwing-anomaly-app', '/api/datasources/proxy/uid/abc'])(
    'forwards %s with the key, without the browser’s own credentials',
    async (prefix) => {
      const answer = await fetch(`${url}${prefix}/api/v1/signals?limit=2&text=a%20b`, {
        method: 'POST',
        headers: { authorization: 'Bearer mine', cookie: 'a=b', 'content-type': 'application/json' },
        body: '{"x":1}',
      });
      const seen = (await answer.json()) as { url: string; body: string; headers: Record<string, string> };
      expect(seen).toMatchObject({
        method: 'POST',
        url: '/api/v1/signals?limit=2&text=a%20b',
        body: '{"x":1}',
      });
      expect(seen.headers['authorization']).toBe('Bearer lpw_secret');
      expect(seen.headers['cookie']).toBeUndefined();
    },
  );

  it('passes status codes on, and events as they come', async () => {
    const prefix = `${url}/api/plugin-proxy/lapwing-anomaly-app`;
    expect((await fetch(`${prefix}/teapot`)).status).toBe(418);
    const events = await fetch(`${prefix}/api/v1/events`);
    const first = await events.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toBe('data: one\n\n');
  });

  it('answers 502 when the service is away', async () => {
    const service = { url: 'http://127.0.0.1:9', key: 'k' };
    const app = createPage({ plugin: folder, title: 'T', controlsScript: '', service, demo });
    const { server, port } = await listen(app, 0, true);
    const answer = await fetch(`http://127.0.0.1:${port}/api/plugin-proxy/lapwing-anomaly-app/api/health`);
    expect(answer.status).toBe(502);
    server.close();
  });

  it('starts and stops breaks, and says no when it cannot', async () => {
    expect(await (await order('{"kind":"bad-deploy","action":"start"}')).json()).toEqual(state);
    expect((await order('{"kind":"bad-deploy","action":"start"}')).status).toBe(409);
    expect((await order('{"kind":"bad-deploy","action":"stop"}')).status).toBe(200);
    expect(orders).toEqual(['start bad-deploy', 'start bad-deploy', 'stop bad-deploy']);
  });

  it.each([
    ['{"kind":"fire","action":"start"}'],
    ['{"kind":"bad-deploy"}'],
    ['{"kind":"bad-deploy","action":"start","more":1}'],
    ['{"kind":'],
    ['[]'],
    [''],
  ])('refuses %s', async (body) => {
    const answer = await order(body);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { error: string }).error).not.toBe('');
  });

  it('refuses a form, a body too large, and other sites', async () => {
    expect((await order('kind=bad-deploy&action=start', 'text/plain')).status).toBe(400);
    expect((await order(JSON.stringify({ kind: 'x'.repeat(5000) }))).status).toBe(413);
    const foreign = await fetch(`${url}/shop/state`, { headers: { origin: 'https://evil.example' } });
    expect(foreign.status).toBe(403);
  });

  it('takes another port when the usual one is taken, and complains when the person named it', async () => {
    const taken = Number(new URL(url).port);
    const app = createPage({
      plugin: folder,
      title: 'T',
      controlsScript: '',
      service: { url, key: '' },
      demo,
    });
    const other = await listen(app, taken, false);
    expect(other.moved).toBe(true);
    expect(other.port).not.toBe(taken);
    other.server.close();
    await expect(listen(app, taken, true)).rejects.toThrow(DemoError);
  });
});
