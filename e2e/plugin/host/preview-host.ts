import { createReadStream, existsSync } from 'node:fs';
import { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { closed, forward } from './forward.ts';
import { StandIn, isGrafanas } from '../stand-in/stand-in.ts';
import type { PluginHost, Upstream } from './upstream.ts';

const PLUGIN = path.resolve(import.meta.dirname, '../../../grafana-plugin');
/** The preview page with the packages of another Grafana: `LAPWING_PREVIEW=hosts/13.2/dist-preview`. */
const PREVIEW = process.env['LAPWING_PREVIEW'] ?? 'dist-preview';
const APP = '/public/plugins/lapwing-anomaly-app/';
const PROXIES = /^\/api\/(?:plugin-proxy\/lapwing-anomaly-app|datasources\/proxy\/uid\/[^/]+)(\/.*)$/;
/** What Grafana's data source proxy makes of a 401. */
const REFUSED_BY_DATA_SOURCE = { status: 400, text: 'Authentication to data source failed' };
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves the built plugin and its preview page, and stands in for Grafana's proxies: adds the key, forwards. */
export async function startPreviewHost(upstream: Upstream): Promise<PluginHost> {
  const grafana = new StandIn();
  const server = createServer((req, res) => {
    const rest = PROXIES.exec(req.url ?? '')?.[1];
    if (isGrafanas(req)) void grafana.handle(req, res, host.role);
    else if (rest === undefined) serveFile(req, res);
    else {
      const refused = req.url?.includes('/datasources/') ? REFUSED_BY_DATA_SOURCE : undefined;
      setTimeout(
        () => forward(rest, upstream.url, keyed(req, upstream), req, res, refused),
        upstream.delayMs ?? 0,
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host: PluginHost = {
    ...{ url: `http://127.0.0.1:${port}`, upstream, role: 'Admin', close: () => closed(server) },
  };
  return host;
}

/** What Grafana's proxies let through of a request, with the key that they add. */
function keyed({ headers }: IncomingMessage, { key }: Upstream): OutgoingHttpHeaders {
  const { accept = '*/*', 'content-type': type } = headers;
  return { accept, authorization: `Bearer ${key}`, ...(type && { 'content-type': type }) };
}

function serveFile(req: IncomingMessage, res: ServerResponse): void {
  const asked = decodeURIComponent(new URL(req.url ?? '/', 'http://local').pathname);
  if (asked === '/preview-config.json') {
    res.writeHead(200, { 'content-type': 'application/json' }).end('{"title":"Lapwing","grafana":true}');
    return;
  }
  const [folder, below] = asked.startsWith(APP) ? ['dist', asked.slice(APP.length)] : [PREVIEW, asked];
  const isPage = path.extname(asked) === '';
  const file = path.join(PLUGIN, folder, path.normalize(`/${isPage ? 'index.html' : below}`));
  if (!existsSync(file)) {
    res.writeHead(404).end();
    return;
  }
  res.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(res);
}
