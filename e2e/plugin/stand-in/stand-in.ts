import type { IncomingMessage, ServerResponse } from 'node:http';
import { StoredAlerting } from './stored-alerting.ts';
import { type Answer, type Role, StoredDashboards } from './stored-dashboards.ts';

/** Whether Grafana answers it by itself: neither a file nor one of its proxies. */
export function isGrafanas({ url = '' }: IncomingMessage): boolean {
  return /^\/apis?\//.test(url) && !/^\/api\/(plugin-proxy|datasources\/proxy)\//.test(url);
}

/**
 * Stands in for Grafana's own API where there is no Grafana: dashboards of both schemas, search, folders, data sources and
 * alert rules, with the answers that Grafana 12.2 gave.
 */
export class StandIn {
  readonly dashboards = new StoredDashboards();
  readonly alerting = new StoredAlerting();
  readonly #sources: object[] = [];

  /** Answers a request of which `isGrafanas` holds. */
  async handle(req: IncomingMessage, res: ServerResponse, role: Role): Promise<void> {
    const { method = 'GET', headers } = req;
    const url = new URL(req.url ?? '/', 'http://local');
    const body = method === 'GET' ? undefined : parsed(await textOf(req));
    const answer =
      this.dashboards.answer(method, url.pathname, body, role) ??
      this.alerting.answer(method, url.pathname, body, role, headers) ??
      this.#other(method, url, body);
    res.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  }

  #other(method: string, { pathname, searchParams }: URL, body: unknown): Answer {
    if (pathname === '/api/search') {
      const found =
        searchParams.get('type') === 'dash-folder' ? this.alerting.folders : this.dashboards.list();
      const [limit, page] = ['limit', 'page'].map((name) => Number(searchParams.get(name) ?? 1));
      return {
        status: 200,
        body: found
          .slice(((page ?? 1) - 1) * (limit ?? 1))
          .slice(0, limit)
          .map((one) => ({ url: '', ...one })),
      };
    }
    if (pathname === '/api/library-elements')
      return { status: 200, body: { result: { elements: [], totalCount: 0 } } };
    if (pathname === '/api/datasources' && method === 'POST') this.#sources.push(body as object);
    if (pathname === '/api/datasources') return { status: 200, body: this.#sources };
    // Of a Prometheus that scrapes the service.
    if (pathname === '/api/ds/query') {
      return {
        status: 200,
        body: { results: { A: { status: 200, frames: [{ data: { values: [[0], [1]] } }] } } },
      };
    }
    return { status: 404, body: { message: 'Not found' } };
  }
}

async function textOf(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of req) text += String(piece);
  return text;
}

function parsed(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text);
}
