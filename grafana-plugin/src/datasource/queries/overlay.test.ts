import { type IncomingMessage, type Server, type ServerResponse, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type DataFrame, DataTopic } from '@grafana/data';
import { afterEach, expect, test } from 'vitest';
import { serviceClient } from '../../service/client.ts';
import { anomaly, series, signal } from '../../testing.ts';
import type { LapwingQuery } from '../query.ts';
import { runQuery } from '../run-query.ts';

const HOUR = 3_600_000;
const TO = Date.parse('2026-01-02T00:00:00Z');
const SPAN = { from: TO - 24 * HOUR, to: TO };
const OVERLAY: LapwingQuery = { refId: 'B', kind: 'overlay' };

type Handler = (path: string, res: ServerResponse, req: IncomingMessage) => void;
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A real server; what the overlay makes of it, and how long that took. */
async function overlayOf(handler: Handler, query = OVERLAY): Promise<{ frames: DataFrame[]; took: number }> {
  const server = createServer((req, res) => handler(req.url ?? '', res, req));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return await overlayAt((server.address() as AddressInfo).port, query);
}

async function overlayAt(port: number, query = OVERLAY): Promise<{ frames: DataFrame[]; took: number }> {
  const client = serviceClient((path) => get(`http://127.0.0.1:${port}/${path}`));
  const started = performance.now();
  const frames = await runQuery(query, { client, span: SPAN, points: 1000, timeLimitMs: 60_000, now: TO });
  return { frames, took: performance.now() - started };
}

/** Answers as Grafana's backend service does: what is no success is thrown with its status. */
function get(url: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asked = request(url, (answer) => {
      text(answer).then((body) => {
        const data: unknown = JSON.parse(body);
        const status = answer.statusCode ?? 0;
        if (status === 200) resolve(data);
        else reject(Object.assign(new Error(`status ${status}`), { status, data }));
      }, reject);
    });
    asked.on('error', reject);
    asked.end();
  });
}

const json = (res: ServerResponse, body: unknown, status = 200): void => {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const page = (items: unknown[], total = items.length, next: string | null = null): object => ({
  items,
  next,
  total,
});
/** A service with these signals and anomalies. */
function service(signals: ReturnType<typeof signal>[], anomalies: ReturnType<typeof anomaly>[]): Handler {
  return (path, res) => {
    const id = /signals\/([0-9a-f]+)\/scores/.exec(path)?.[1];
    if (id) json(res, series({ signal: signals.find((one) => one.id === id) ?? signal() }));
    else if (path.startsWith('/api/v1/signals')) json(res, page(signals));
    else if (path.startsWith('/api/v1/anomalies')) json(res, page(anomalies));
    else json(res, {}, 404);
  };
}
const marksOf = (frames: DataFrame[]): DataFrame | undefined =>
  frames.find((frame) => frame.meta?.dataTopic === DataTopic.Annotations);
const noticesOf = (frames: DataFrame[]): string[] =>
  frames.flatMap((frame) => (frame.meta?.notices ?? []).map(({ text }) => text));
const column = (frame: DataFrame | undefined, name: string): unknown[] =>
  frame?.fields.find((field) => field.name === name)?.values ?? [];
const id = (n: number): string => n.toString(16).padStart(16, '0');

test('marks with a colour each, of the annotation topic, and a band to be filled', async () => {
  const { frames } = await overlayOf(service([signal()], [anomaly({ start: '2026-01-01T10:00:00.000Z' })]));
  const marks = marksOf(frames);
  expect(column(marks, 'color')).toEqual(['#FF780A']);
  expect(column(marks, 'isRegion')).toEqual([true]);
  expect(column(marks, 'title')).toEqual(['High anomaly: checkout · errors']);
  expect(String(column(marks, 'text')[0])).toMatch(/expected 3.*href="\/a\/lapwing-anomaly-app\/signals\//);
  const band = frames.find((frame) => frame !== marks);
  expect(band?.fields[2]?.config.custom).toMatchObject({
    fillBelowTo: band?.fields[1]?.config.displayNameFromDS,
    stacking: { mode: 'none' },
    lineWidth: 0,
  });
  // A name that the panel gives all its fields would take its place, and the band would lose its ground.
  expect(band?.fields[1]?.config.displayName).toBe(band?.fields[1]?.config.displayNameFromDS);
  expect(noticesOf(frames)).toEqual([]);
});

test('where a panel would transform more, marks alone come, and nothing where there are none to be had', async () => {
  const query = { ...OVERLAY, marksOnly: true };
  const found = service([signal()], [anomaly({ start: '2026-01-01T10:00:00.000Z' })]);
  const { frames } = await overlayOf(found, query);
  expect(frames).toEqual([marksOf(frames)]);
  expect((await overlayOf(() => undefined, query)).frames).toEqual([]);
});

test('only anomalies of signals that all matchers hold for', async () => {
  const labelled = (n: number, service: string) => ({ id: `a${n}`, labels: { service, metric: 'errors' } });
  const { frames } = await overlayOf(
    service(
      [],
      ['checkout', 'cart', 'search'].map((name, n) => anomaly(labelled(n, name))),
    ),
    {
      ...OVERLAY,
      band: false,
      matchers: [
        { label: 'metric', operator: '=', value: 'errors' },
        { label: 'service', operator: '=~', value: 'c.*' },
        { label: 'service', operator: '!=', value: 'cart' },
      ],
    },
  );
  expect(column(marksOf(frames), 'tags')).toEqual([['HIGH', 'checkout']]);
});

test('fifty series for a day: at most 300 marks, the worst of them never lost', async () => {
  const severities = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
  // Eighty times a day all fifty go wrong, one a few seconds after the other.
  const startOf = (i: number): number => SPAN.from + Math.floor(i / 50) * 1_080_000 + (i % 50) * 5000;
  const all = Array.from({ length: 4000 }, (_, i) =>
    anomaly({
      id: `a${i}`,
      signal_id: id(i % 50),
      severity: severities[Math.floor(i / 50) % 4] ?? 'LOW',
      start: new Date(startOf(i)).toISOString(),
      end: new Date(startOf(i) + 60_000).toISOString(),
    }),
  );
  const { frames, took } = await overlayOf(
    (path, res) => {
      const asked = new URL(path, 'http://x').searchParams.getAll('severity');
      const wanted = all.filter(({ severity }) => asked.length === 0 || asked.includes(severity));
      json(res, page(wanted.slice(0, 1000), wanted.length, wanted.length > 1000 ? 'more' : null));
    },
    { ...OVERLAY, band: false },
  );
  const marks = marksOf(frames);
  expect(marks?.length).toBeLessThanOrEqual(300);
  expect(marks?.length).toBeGreaterThan(50);
  expect(column(marks, 'tags').flat()).toContain('CRITICAL');
  expect(took).toBeLessThan(1500);
});

test.each([
  [10, 10, []],
  [20, 5, ['Bands of the worst 5 of 20 signals']],
  [50, 3, ['Bands of the worst 3 of 50 signals']],
])('over %d signals the bands of the worst %d, and a word about the rest', async (total, wanted, notices) => {
  const many = Array.from({ length: 10 }, (_, i) => signal({ id: id(i), labels: { service: 'same' } }));
  const usual = service(many, []);
  const { frames } = await overlayOf((path, res, req) =>
    path.startsWith('/api/v1/signals?') ? json(res, page(many, total)) : usual(path, res, req),
  );
  const bands = frames.filter((frame) => frame.fields.some(({ name }) => name === 'upper'));
  expect(bands).toHaveLength(wanted);
  expect(new Set(bands.map((frame) => frame.fields[1]?.config.displayNameFromDS)).size).toBe(wanted);
  expect(noticesOf(frames)).toEqual(notices);
});

test('a service that hangs ends in empty frames within a second and a half, with one notice', async () => {
  const { frames, took } = await overlayOf(() => undefined);
  expect(took).toBeLessThan(1500);
  expect(frames.every((frame) => frame.length === 0)).toBe(true);
  expect(noticesOf(frames)).toEqual([expect.stringMatching(/^Lapwing is too slow/)]);
});

test('one that stops in the middle of its answer does too', async () => {
  const { frames, took } = await overlayOf((_path, res) => {
    res.writeHead(200, { 'content-type': 'application/json' }).write('{"items":[');
  });
  expect(took).toBeLessThan(1500);
  expect(noticesOf(frames)).toEqual([expect.stringMatching(/too slow/)]);
});

test('where only the readings are late the marks are drawn all the same', async () => {
  const { frames, took } = await overlayOf((path, res) => {
    if (path.startsWith('/api/v1/anomalies')) json(res, page([anomaly()]));
  });
  expect(took).toBeLessThan(1500);
  expect(marksOf(frames)?.length).toBe(1);
  expect(noticesOf(frames)).toEqual([expect.stringMatching(/too slow/)]);
});

test.each([
  ['nobody there', undefined, /^Lapwing does not answer/],
  ['an unknown key', 401, /^Lapwing refused the key/],
  ['a broken service', 500, /^Lapwing answered with status 500/],
  ['another version', 200, /^Plugin and service do not fit together/],
])('%s is told in a notice, at once', async (_name, status, said) => {
  const { frames, took } =
    status === undefined
      ? await overlayAt(1)
      : await overlayOf((_path, res) => json(res, { unheard: 'of' }, status));
  expect(frames.every((frame) => frame.length === 0)).toBe(true);
  expect(noticesOf(frames)[0]).toMatch(said);
  expect(took).toBeLessThan(1500);
});

test('a pattern that is none is told as such', async () => {
  const { frames } = await overlayOf(service([], []), {
    ...OVERLAY,
    matchers: [{ label: 'service', operator: '=~', value: '(' }],
  });
  expect(noticesOf(frames)).toEqual([expect.stringMatching(/^The pattern \( of the label service/)]);
});

test('an annotation layer has the same marks, as an ordinary frame', async () => {
  const { frames } = await overlayOf(service([], [anomaly()]), { ...OVERLAY, kind: 'annotations' });
  expect(frames[0]?.meta?.dataTopic).toBeUndefined();
  expect(frames[0]?.fields.map(({ name }) => name)).toEqual(['time', 'timeEnd', 'title', 'text', 'tags']);
  expect(frames[0]?.length).toBe(1);
});
