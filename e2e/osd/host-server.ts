import { createReadStream, existsSync } from 'node:fs';
import { type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Person } from './opensearch-client.ts';
import { type ServerHalf, startServerHalf } from './server-half.ts';

const PLUGIN = path.resolve(import.meta.dirname, '../../opensearch-dashboards-plugin');
const BUNDLES = '/1/bundles/plugin/lapwingAnomaly/';
/** What OpenSearch Dashboards sends with its pages, without the `unsafe-eval` that it still allows. */
const POLICY =
  "script-src 'self'; worker-src blob: 'self'; style-src 'unsafe-inline' 'self'; object-src 'none'";
const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Which React and EUI the page has: also the first part of every path, as a base path that a proxy adds. */
type ReactVersion = '16' | '18';

export interface OsdHost {
  /** Address of a page of the app. */
  page(path: string, react?: ReactVersion): string;
  /** Address of the page that shows `dashboard`. */
  dashboardPage(react?: ReactVersion): string;
  /** What `/app/dashboards` shows, in the shape of preview/dashboard/spec.ts. */
  dashboard: object | undefined;
  /** May be changed between two pages. */
  look: { darkMode: boolean; dateFormat: string; timeZone: string };
  person: Person;
  server: ServerHalf;
  close(): Promise<void>;
}

/** The built plugin in a page of ours, over its built server half. `settings` are those of opensearch_dashboards.yml. */
export async function startOsdHost(settings: object, openSearchUrl = 'http://127.0.0.1:9'): Promise<OsdHost> {
  const half = await startServerHalf(settings, openSearchUrl);
  const look = { darkMode: false, dateFormat: 'MMM D, YYYY @ HH:mm:ss', timeZone: 'UTC' };
  const person: Person = { headers: {} };
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', 'http://local');
    const [, react = '', rest = ''] = /^\/(16|18)(\/.*)$/.exec(url.pathname) ?? [];
    url.pathname = rest;
    if (rest.startsWith('/api/')) {
      if (!half.handle(req, res, url, person)) res.writeHead(404).end('{"statusCode":404}');
    } else if (rest.startsWith(BUNDLES)) {
      serve(res, path.join(PLUGIN, 'dist/target/public', path.normalize(`/${rest.slice(BUNDLES.length)}`)));
    } else if (rest.startsWith('/app/')) {
      res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY });
      res.end(pageOf(react, { ...look, dashboard: made.dashboard }));
    } else serve(res, path.join(PLUGIN, 'dist-preview', react, path.normalize(`/${rest}`)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const made: OsdHost = {
    page: (at, react = '16') => `http://127.0.0.1:${port}/${react}/app/lapwingAnomaly${at}`,
    dashboardPage: (react = '16') => `http://127.0.0.1:${port}/${react}/app/dashboards`,
    dashboard: undefined,
    look,
    person,
    server: half,
    close: () => closed(server),
  };
  return made;
}

function pageOf(react: string, look: OsdHost['look'] & { dashboard: object | undefined }): string {
  const settings = JSON.stringify({ basePath: `/${react}`, ...look })
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;');
  const theme = look.darkMode ? 'dark' : 'light';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="host" content="${settings}"><title>OpenSearch Dashboards</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/${react}/${theme}.css"></head>
<body><div id="breadcrumbs" style="padding: 8px 16px 0; font-size: 12px"></div><div id="toasts" role="status"></div><div id="app"></div>
<script src="/${react}/host.js"></script></body></html>`;
}

function serve(res: ServerResponse, file: string): void {
  if (!existsSync(file)) return void res.writeHead(404).end();
  res.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(res);
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
