import { createReadStream, existsSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const PLUGIN = path.resolve(import.meta.dirname, '../../grafana-plugin');
const APP = '/public/plugins/lapwing-anomaly-app/';
const PROXIES = /^\/api\/(?:plugin-proxy\/lapwing-anomaly-app|datasources\/proxy\/uid\/[^/]+)(\/.*)$/;
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Where the page's requests go. A test may change it while the page is open. */
export interface Upstream {
  url: string;
  key: string;
  /** Holds every answer back, as a service under load does. */
  delayMs?: number;
}

export interface PreviewServer {
  url: string;
  upstream: Upstream;
  close: () => Promise<void>;
}

/** Serves the built plugin and its preview page, and stands in for Grafana's proxies: adds the key, forwards. */
export async function startPreview(upstream: Upstream): Promise<PreviewServer> {
  const server = createServer((req, res) => {
    const rest = PROXIES.exec(req.url ?? '')?.[1];
    if (rest === undefined) serveFile(req, res);
    else setTimeout(() => forward(upstream, rest, req, res), upstream.delayMs ?? 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, upstream, close: () => closed(server) };
}

function forward(upstream: Upstream, rest: string, req: IncomingMessage, res: ServerResponse): void {
  const { accept = '*/*', 'content-type': type } = req.headers;
  const headers = { accept, authorization: `Bearer ${upstream.key}`, ...(type && { 'content-type': type }) };
  const onward = request(new URL(rest, upstream.url), { method: req.method, headers }, (answer) => {
    res.writeHead(answer.statusCode ?? 502, {
      'content-type': answer.headers['content-type'] ?? 'text/plain',
    });
    answer.pipe(res);
  });
  onward.on('error', () => {
    if (res.headersSent) res.destroy();
    else res.writeHead(502, { 'content-type': 'application/json' }).end('{"message":"Bad Gateway"}');
  });
  res.on('close', () => onward.destroy());
  req.pipe(onward);
}

function serveFile(req: IncomingMessage, res: ServerResponse): void {
  const asked = decodeURIComponent(new URL(req.url ?? '/', 'http://local').pathname);
  if (asked === '/preview-config.json') {
    res.writeHead(200, { 'content-type': 'application/json' }).end('{"title":"Lapwing"}');
    return;
  }
  const [folder, below] = asked.startsWith(APP) ? ['dist', asked.slice(APP.length)] : ['dist-preview', asked];
  const isPage = path.extname(asked) === '';
  const file = path.join(PLUGIN, folder, path.normalize(`/${isPage ? 'index.html' : below}`));
  if (!existsSync(file)) {
    res.writeHead(404).end();
    return;
  }
  res.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(res);
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
