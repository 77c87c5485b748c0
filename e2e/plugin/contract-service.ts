import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Detector } from '@lapwing/contract';
import type {
  Anomaly,
  DetectorEntry,
  Health,
  LiveEvent,
  MetricsSummary,
  ScoreSeries,
  Severity,
  Signal,
} from '@lapwing/contract';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What the page is shown where a real service can't be made to have it: a fixed set of signals and anomalies. */
export interface Shop {
  signals: Signal[];
  anomalies: Anomaly[];
  series: (signal: Signal, from: number, to: number, points: number) => ScoreSeries;
}

export interface ContractService {
  url: string;
  /** Sends an event to every open page. */
  emit: (event: LiveEvent) => void;
  /** Paths that were asked for, newest last. */
  asked: string[];
  close: () => Promise<void>;
}

export const KEY = 'lpw_contract';

export async function startContractService(shop: Shop): Promise<ContractService> {
  const streams = new Set<ServerResponse>();
  const asked: string[] = [];
  const server = createServer((req, res) => {
    asked.push(req.url ?? '');
    if (req.headers.authorization !== `Bearer ${KEY}`) {
      res
        .writeHead(401, { 'content-type': 'application/json' })
        .end(refused('UNAUTHENTICATED', 'the key is not known'));
    } else if (req.url?.startsWith('/api/v1/events')) {
      res.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 3000\n\n');
      streams.add(res);
      res.on('close', () => streams.delete(res));
    } else answer(shop, req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    emit: (event) => {
      for (const stream of streams) stream.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function refused(code: string, message: string): string {
  return JSON.stringify({
    error: { code, message, where: 'request', hint: 'make a new key', request_id: 'r1' },
  });
}

function answer(shop: Shop, req: IncomingMessage, res: ServerResponse): void {
  const { pathname, searchParams: query } = new URL(req.url ?? '/', 'http://local');
  const body = route(shop, pathname, query);
  res.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
  res.end(body === undefined ? refused('NOT_FOUND', `nothing at ${pathname}`) : JSON.stringify(body));
}

function route(shop: Shop, path: string, query: URLSearchParams): unknown {
  const limit = Number(query.get('limit') ?? 100);
  const labels = query.getAll('label');
  const holds = (one: { labels: Record<string, string> }): boolean =>
    labels.every((pair) => one.labels[pair.split('=')[0] ?? ''] === pair.slice(pair.indexOf('=') + 1));
  const from = Date.parse(query.get('start_time') ?? '1970-01-01T00:00:00Z');
  const to = Date.parse(query.get('end_time') ?? '2100-01-01T00:00:00Z');
  if (path === '/api/health') return health();
  if (path === '/api/v1/metrics/summary') return summary(shop);
  if (path === '/api/v1/signals') {
    const text = (query.get('text') ?? '').toLowerCase();
    const items = shop.signals.filter(
      (s) => holds(s) && Object.values(s.labels).join(' ').toLowerCase().includes(text),
    );
    return { items: items.slice(0, limit), next: null, total: items.length };
  }
  if (path === '/api/v1/anomalies') {
    const severities = query.getAll('severity') as Severity[];
    const items = shop.anomalies.filter(
      (a) =>
        holds(a) &&
        Date.parse(a.start) < to &&
        (a.end === null || Date.parse(a.end) >= from) &&
        (severities.length === 0 || severities.includes(a.severity)) &&
        (query.get('open') !== 'true' || a.end === null) &&
        (query.get('signal_id') ?? a.signal_id) === a.signal_id,
    );
    return { items: items.slice(0, limit), next: null, total: items.length };
  }
  if (path === '/api/v1/incidents' || path === '/api/v1/feedback') return { items: [], next: null, total: 0 };
  if (path === '/auth/me') return { name: 'grafana', role: 'editor', by: 'api-key' };
  const detector = /^\/api\/v1\/detectors\/([^/]+)$/.exec(path)?.[1];
  if (detector !== undefined) return detectorOf(detector);
  const id = /^\/api\/v1\/signals\/([^/]+)\/scores$/.exec(path)?.[1];
  const signal = shop.signals.find((one) => one.id === id);
  return signal && shop.series(signal, from, to, Number(query.get('points') ?? 1000));
}

function detectorOf(id: string): DetectorEntry {
  const at = new Date(0).toISOString();
  const made = Detector.parse({
    id: 'any',
    name: id,
    source: 'shop',
    kind: 'metric',
    query: { type: 'ingest' },
  });
  return { ...made, id, revision: 1, provisioned: true, created_at: at, changed_at: at };
}

function health(): Health {
  return { status: 'ok', version: '0.1.0', uptime_seconds: 60, parts: [] };
}

function summary(shop: Shop): MetricsSummary {
  const none = { LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 };
  return {
    signals: shop.signals.length,
    detectors: 4,
    readings_24h: shop.signals.length * 1440,
    anomalies_open: none,
    anomalies_24h: none,
    last_reading_at: new Date(Date.now() - 20_000).toISOString(),
    sources: [],
  };
}

/** A day's load in minutes, with a slow wave and noise; `broken` readings lie far above it. */
export function wave(
  signal: Signal,
  from: number,
  to: number,
  points: number,
  broken: readonly Anomaly[],
): ScoreSeries {
  const step = Math.max(MINUTE, Math.ceil((to - from) / points / MINUTE) * MINUTE);
  const last = Math.min(to, Date.now());
  const time: number[] = [];
  for (let t = Math.ceil(from / step) * step; t < last; t += step) time.push(t);
  const expected = time.map((t) => 120 + 60 * Math.sin((t / (24 * HOUR)) * 2 * Math.PI));
  const inside = time.map((t) =>
    broken.find((a) => Date.parse(a.start) <= t && t <= (a.end === null ? Infinity : Date.parse(a.end))),
  );
  const value = expected.map(
    (e, i) => e + 9 * Math.sin(i * 1.7) + 6 * Math.sin(i * 0.9) + (inside[i] ? 160 : 0),
  );
  return {
    signal,
    step_seconds: step / 1000,
    time,
    value,
    value_min: value,
    value_max: value,
    expected,
    lower: expected.map((e) => e - 25),
    upper: expected.map((e) => e + 25),
    score: inside.map((a) => a?.score ?? 2),
  };
}
