import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closed, forward } from './host/forward.ts';

/** What another version of the service answers: the JSON of a path, changed; undefined for a path that it doesn't have. */
export type Change = (body: unknown, path: string) => unknown;

export interface SkewedService {
  url: string;
  change: Change;
  close: () => Promise<void>;
}

/** The real service as if it were of another version. Streams go through as they are. */
export async function startSkewedService(realUrl: string): Promise<SkewedService> {
  const server: Server = createServer((req, res) => {
    const { pathname } = new URL(req.url ?? '/', realUrl);
    const headers = { ...req.headers };
    delete headers.host;
    if (req.method !== 'GET' || pathname.endsWith('/events')) {
      forward(req.url ?? '/', realUrl, headers, req, res);
      return;
    }
    const asked = { authorization: headers.authorization ?? '', accept: 'application/json' };
    fetch(new URL(req.url ?? '/', realUrl), { headers: asked })
      .then(async (answer) => {
        const body = answer.ok ? skewed.change(await answer.json(), pathname) : await answer.json();
        res.writeHead(body === undefined ? 404 : answer.status, { 'content-type': 'application/json' });
        res.end(JSON.stringify(body ?? { message: 'Not found' }));
      })
      .catch((error: unknown) => res.writeHead(502).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const skewed: SkewedService = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    change: (body) => body,
    close: () => closed(server),
  };
  return skewed;
}

/** As a newer service answers: every object has a field that nobody here knows. Maps (labels, counts) have no fields. */
export function withMore(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withMore);
  if (typeof body !== 'object' || body === null) return body;
  const known = Object.entries(body).map(([key, value]): [string, unknown] => [key, withMore(value)]);
  return { ...Object.fromEntries(known), ...(!isMap(body) && { of_a_later_version: { unknown: [1, 'x'] } }) };
}

function isMap(body: object): boolean {
  const types = new Set(Object.values(body).map((value) => typeof value));
  return types.size <= 1 && !types.has('object');
}

/** Words of a service that knows more of each kind than this plugin does. */
const LATER_WORDS: Readonly<Record<string, unknown>> = {
  ...{ kind: 'profile', severity: 'EXTREME', open_severity: 'EXTREME', status: 'snoozed', alert: 'digested' },
  ...{ feature: 'shape', model: 'oracle', confidence: 'certain', what: 'escalated', verdict: 'maybe' },
  ...{ rule: 'tide', per: 'shift', direction: 'sideways', origin: 'vault', level: 'trace' },
};

/** As a newer service answers: of each list the first one is of kinds that nobody here knows, its query too. */
export function withLaterWords(body: unknown, changed = false): unknown {
  if (Array.isArray(body)) return body.map((one, place) => withLaterWords(one, changed || place === 0));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]: [string, unknown]) => {
      if (changed && key in LATER_WORDS && typeof value === 'string') return [key, LATER_WORDS[key]];
      if (changed && key === 'query') return [key, { type: 'flow', of: ['x'] }];
      return [key, key === 'labels' ? value : withLaterWords(value, changed)];
    }),
  );
}

/** As a service of another age answers: what it lists lacks a field that this plugin reads. */
export function withLess(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { items, ...rest } = body as { items?: unknown };
  if (!Array.isArray(items)) return Object.fromEntries(Object.entries(rest).slice(1));
  return { ...rest, items: items.map(() => ({})) };
}
