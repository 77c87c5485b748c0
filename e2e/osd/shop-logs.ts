const MINUTE = 60_000;
const HOURS = 12;
/** Lines a minute of each service, and errors of the one that breaks. */
const LINES = 3;
const ERRORS = 30;

export const LOGS = 'lapwing-e2e-shop-logs';
/** A request to an OpenSearch, with JSON or lines of it; throws at an answer that is no success. */
export type Ask = (method: 'PUT' | 'POST' | 'DELETE', path: string, body?: object | string) => Promise<void>;
export const BROKEN = 'payment';

/** They go on while a test runs: a service whose lines end is another anomaly. */
const AHEAD_MINUTES = 20;

/**
 * Twelve hours of log lines of two services before `now` (epoch ms) and on, a line in twenty an error, in an index of
 * their own. From `brokenMinutes` before `now` the one is full of errors. The same lines for the same `now`.
 */
export async function writeShopLogs(ask: Ask, now: number, brokenMinutes = 15): Promise<void> {
  const keyword = { type: 'keyword' };
  await ask('PUT', `/${LOGS}`, {
    settings: { number_of_shards: 1, number_of_replicas: 0 },
    mappings: {
      properties: {
        '@timestamp': { type: 'date' },
        service: keyword,
        level: keyword,
        took: { type: 'double' },
      },
    },
  });
  const lines: string[] = [];
  const first = Math.floor(now / MINUTE) * MINUTE - HOURS * 60 * MINUTE;
  let state = 5;
  const below = (top: number): number => {
    state = (state * 16_807) % 2_147_483_647;
    return state % top;
  };
  for (let minute = 0; minute < HOURS * 60 + AHEAD_MINUTES; minute++) {
    for (const service of [BROKEN, 'cart']) {
      const broken = service === BROKEN && minute >= HOURS * 60 - brokenMinutes;
      for (let line = 0; line < LINES + below(2) + (broken ? ERRORS : 0); line++) {
        const level = (broken && line > LINES) || below(20) === 0 ? 'ERROR' : 'INFO';
        const at = new Date(first + minute * MINUTE + below(60) * 1000).toISOString();
        lines.push(
          '{"create":{}}',
          JSON.stringify({ '@timestamp': at, service, level, took: 20 + below(30) }),
        );
      }
    }
  }
  await ask('POST', `/${LOGS}/_bulk?refresh=true`, `${lines.join('\n')}\n`);
}

/** Asks an OpenSearch itself. */
export function asking(url: string): Ask {
  return (method, path, body) => request(new URL(path, url), method, body);
}

/** The same as a person may through OpenSearch Dashboards, by its console. */
export function askingThrough(openSearchDashboards: string): Ask {
  return (method, path, body) => {
    const url = new URL('/api/console/proxy', openSearchDashboards);
    url.search = new URLSearchParams({ path, method }).toString();
    return request(url, 'POST', body);
  };
}

async function request(url: URL, method: string, body: object | string = ''): Promise<void> {
  const lines = typeof body === 'string';
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': lines ? 'application/x-ndjson' : 'application/json', 'osd-xsrf': 'e2e' },
    ...(body !== '' && { body: lines ? body : JSON.stringify(body) }),
  });
  const said = await answer.text();
  if (!answer.ok || said.includes('"errors":true')) {
    throw new Error(`${method} ${url.pathname}${url.search}: ${said.slice(0, 500)}`);
  }
}
