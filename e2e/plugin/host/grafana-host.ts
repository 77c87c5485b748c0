import { type IncomingMessage, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { closed, forward } from './forward.ts';
import { GrafanaApi, type GrafanaAt, basicAuth } from './grafana-api.ts';
import { addressOf } from './grafana-pages.ts';
import type { PluginHost, Upstream } from './upstream.ts';

const APP_ID = 'lapwing-anomaly-app';
const VIEWER = { login: 'lapwing-e2e-viewer', password: 'lapwing-e2e-viewer' };
/** The data source of the tests, and the stand-in for the one that people had before. */
const OURS = { uid: 'lapwing-e2e', type: 'lapwing-anomaly-datasource', name: 'Lapwing of the tests' };
const OWN = { uid: 'lapwing-e2e-own', type: 'grafana-testdata-datasource', name: 'Own data' };

/**
 * A real Grafana behind the addresses of the preview page: a front that signs in, and leads these to dashboards and
 * pages of Grafana with the same in them. The app's settings and a data source of the tests' own are written anew.
 */
export async function startGrafanaHost(upstream: Upstream, at: GrafanaAt): Promise<PluginHost> {
  const service = await startService(upstream);
  const api = new GrafanaApi(at);
  await connect(api, service.url, upstream.key);
  const host = { upstream, role: 'Admin' as PluginHost['role'] };
  const headers = (req: IncomingMessage): IncomingMessage['headers'] => ({
    ...req.headers,
    host: new URL(at.url).host,
    origin: new URL(at.url).origin,
    authorization:
      host.role === 'Admin' ? basicAuth(at.user, at.password) : basicAuth(VIEWER.login, VIEWER.password),
  });
  const front = createServer((req, res) => {
    void addressOf(new URL(req.url ?? '/', at.url), api).then(
      (elsewhere) => {
        if (elsewhere !== undefined) res.writeHead(302, { location: elsewhere }).end();
        else forward(req.url ?? '/', at.url, headers(req), req, res);
      },
      (error: unknown) => res.writeHead(500).end(String(error)),
    );
  });
  front.on('upgrade', (req, socket, head) => upgrade(at.url, req, headers(req), socket, head));
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  return Object.assign(host, {
    url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    close: async () => {
      await closed(front);
      await service.close();
    },
  });
}

/** What Grafana is told is the service: lets a test change where it leads, and which key arrives there. */
async function startService(upstream: Upstream): Promise<{ url: string; close: () => Promise<void> }> {
  const given = `Bearer ${upstream.key}`;
  const server = createServer((req, res) => {
    const { authorization, ...others } = req.headers;
    // A request without the key of Grafana's settings stays without one.
    const key = authorization === given ? `Bearer ${upstream.key}` : authorization;
    const headers = { ...others, host: new URL(upstream.url).host, ...(key && { authorization: key }) };
    setTimeout(() => forward(req.url ?? '/', upstream.url, headers, req, res), upstream.delayMs ?? 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => closed(server),
  };
}

async function connect(api: GrafanaApi, serviceUrl: string, apiKey: string): Promise<void> {
  const secureJsonData = { apiKey };
  await api.ask('POST', `/api/plugins/${APP_ID}/settings`, {
    enabled: true,
    pinned: true,
    jsonData: { serviceUrl },
    secureJsonData,
  });
  for (const source of [{ ...OURS, url: serviceUrl, secureJsonData }, OWN]) {
    await api.ask('DELETE', `/api/datasources/uid/${source.uid}`, undefined, [404]);
    await api.ask('POST', '/api/datasources', { access: 'proxy', ...source });
  }
  await api.ask(
    'POST',
    '/api/admin/users',
    { name: VIEWER.login, ...VIEWER, OrgId: 1 },
    // There from the last time.
    [412],
  );
  await api.settled();
}

/** Grafana's live channel is a WebSocket. */
function upgrade(
  url: string,
  req: IncomingMessage,
  headers: IncomingMessage['headers'],
  socket: Duplex,
  head: Buffer,
): void {
  const onward = request(new URL(req.url ?? '/', url), { headers });
  onward.on('upgrade', (answer, far, farHead) => {
    const lines = answer.rawHeaders.flatMap((name, i, all) => (i % 2 ? [] : [`${name}: ${all[i + 1]}`]));
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
    if (farHead.length > 0) socket.write(farHead);
    if (head.length > 0) far.write(head);
    far.pipe(socket).pipe(far);
    for (const end of [far, socket]) end.on('error', () => (far.destroy(), socket.destroy()));
  });
  onward.on('error', () => socket.destroy());
  onward.on('response', () => socket.destroy());
  onward.end();
}
