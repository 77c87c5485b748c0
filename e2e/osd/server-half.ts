import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import vm from 'node:vm';
import { schema } from './config-schema.ts';
import { type Person, openSearchClient } from './opensearch-client.ts';

const FILE = path.resolve(import.meta.dirname, '../../opensearch-dashboards-plugin/dist/server/index.js');

type Validated = Record<string, { validate(value: unknown): unknown } | undefined>;
interface Route {
  method: string;
  pattern: RegExp;
  names: string[];
  validate: Validated | false;
  handler: (context: unknown, request: unknown, response: unknown) => Promise<Reply>;
}
interface Reply {
  status: number;
  body: unknown;
}
interface ServerPlugin {
  setup(core: unknown): Promise<void>;
  start(core: unknown): void;
}

export interface ServerHalf {
  /** What it logged, `LEVEL text`. */
  log: string[];
  /** True when a route of it took the request. */
  handle(req: IncomingMessage, res: ServerResponse, path: URL, person: Person): boolean;
}

/** Runs the built server half as OpenSearch Dashboards' server does: settings through its schema, routes, core. */
export async function startServerHalf(settings: object, openSearchUrl: string): Promise<ServerHalf> {
  const log: string[] = [];
  const logger = Object.fromEntries(
    ['debug', 'info', 'warn', 'error'].map((level) => [
      level,
      (text: string) => void log.push(`${level.toUpperCase()} ${text}`),
    ]),
  );
  const entry = loadCommonJs(FILE) as {
    config: { schema: { validate(value: unknown): unknown }; exposeToBrowser?: object };
    plugin: (context: unknown) => ServerPlugin;
  };
  if (entry.config.exposeToBrowser !== undefined) throw new Error('a setting is exposed to the browser');
  const config = entry.config.schema.validate(settings);
  const plugin = entry.plugin({
    logger: { get: () => logger },
    env: { packageInfo: { version: '2.19.2' } },
    config: {
      create: () => ({
        subscribe: (next: (value: unknown) => void) => {
          next(config);
          return { unsubscribe: () => undefined };
        },
      }),
    },
  });
  const routes: Route[] = [];
  const add =
    (method: string) =>
    ({ path: at, validate }: { path: string; validate: Validated | false }, handler: Route['handler']) => {
      const names = [...at.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      routes.push({
        method,
        names,
        pattern: new RegExp(`^${at.replaceAll(/\{\w+\}/g, '([^/]+)')}$`),
        validate,
        handler,
      });
    };
  const router = { get: add('GET'), post: add('POST'), put: add('PUT'), delete: add('DELETE') };
  await plugin.setup({ http: { createRouter: () => router } });
  plugin.start({
    opensearch: { client: { asInternalUser: openSearchClient(openSearchUrl, { headers: {} }) } },
  });
  return {
    log,
    handle(req, res, url, person) {
      const route = routes.find(({ method, pattern }) => method === req.method && pattern.test(url.pathname));
      if (route === undefined) return false;
      void answer(route, req, res, url, openSearchClient(openSearchUrl, person)).catch((error: unknown) => {
        res.writeHead(500).end(String(error));
      });
      return true;
    },
  };
}

/** `@osd/*` is the host's; all else is in the bundle or Node's own. */
function loadCommonJs(file: string): unknown {
  const require = createRequire(file);
  const module = { exports: {} as unknown };
  const wrapped = vm.compileFunction(readFileSync(file, 'utf8'), ['exports', 'require', 'module'], {
    filename: file,
  });
  const own = (id: string): unknown => {
    if (id === '@osd/config-schema') return { schema };
    if (!id.startsWith('node:')) throw new Error(`the server half asks for ${id}`);
    return require(id);
  };
  wrapped(module.exports, own, module);
  return module.exports;
}

async function answer(
  route: Route,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  client: object,
): Promise<void> {
  const end = (status: number, body: unknown): void =>
    void res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  // OpenSearch Dashboards refuses what a foreign page could send.
  if (req.method !== 'GET' && req.headers['osd-xsrf'] === undefined) {
    return end(400, {
      statusCode: 400,
      error: 'Bad Request',
      message: 'Request must contain a osd-xsrf header.',
    });
  }
  const values = route.pattern.exec(url.pathname)?.slice(1).map(decodeURIComponent) ?? [];
  const given = {
    params: Object.fromEntries(route.names.map((name, place) => [name, values[place]])),
    query: Object.fromEntries(
      [...new Set(url.searchParams.keys())].map((name) => {
        const all = url.searchParams.getAll(name);
        return [name, all.length > 1 ? all : all[0]];
      }),
    ),
    body: await bodyOf(req),
  };
  const read: Record<string, unknown> = {};
  try {
    for (const [part, value] of Object.entries(given)) {
      // What a route names no schema for is empty to it.
      read[part] = route.validate === false ? {} : (route.validate[part]?.validate(value) ?? {});
    }
  } catch (error) {
    return end(400, { statusCode: 400, error: 'Bad Request', message: String(error) });
  }
  const aborted$ = {
    subscribe: (aborted: () => void) => {
      res.on('close', aborted);
      return { unsubscribe: () => res.off('close', aborted) };
    },
  };
  const { status, body } = await route.handler(
    { core: { opensearch: { client: { asCurrentUser: client } } } },
    { ...read, events: { aborted$ } },
    {
      ok: ({ body: said }: { body: unknown }): Reply => ({ status: 200, body: said }),
      customError: ({ statusCode, body: said }: { statusCode: number; body: object }): Reply => {
        if (statusCode < 400) throw new Error('customError is for errors');
        return { status: statusCode, body: { statusCode, error: 'Error', ...said } };
      },
    },
  );
  end(status, body);
}

async function bodyOf(req: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of req) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString();
  return text === '' ? undefined : JSON.parse(text);
}
