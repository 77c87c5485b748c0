import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOpenSearchSource } from '../../scoring-service/src/sources/opensearch/source.ts';
import type { PulledChunk, Source } from '../../scoring-service/src/sources/source.ts';
import { throwawayTemplates } from '../../scoring-service/src/sources/templates/throwaway.ts';
import type { TemplateStore } from '../../scoring-service/src/stores/template-store.ts';
import { needServer, startFaultyProxy, startOpenSearch, type RunningOpenSearch } from '../servers/index.ts';
import { line, ordinaryLines } from './log-lines.ts';
import { detector, MINUTE, pullAll } from './logs.ts';

const START = Date.UTC(2026, 10, 20, 10);
const MINUTES = 90;
const RANGE = { from: START, to: START + MINUTES * MINUTE };
const FLOOD = START + 200 * MINUTE;
const MEGABYTE = 1_000_000;
const TRACE = 'ab'.repeat(16);

needServer('opensearch')('log templates of a real OpenSearch', () => {
  let server: RunningOpenSearch;
  const sources: Source[] = [];
  const open = (store: TemplateStore, lines: { perMinute?: number; perSecond?: number } = {}): Source => {
    const source = createOpenSearchSource({ name: 's', url: server.url, templates: store, lines });
    sources.push(source);
    return source;
  };
  const ask = (more: object = {}) => detector({ query: { type: 'templates', index: 'logs-*', ...more } });

  beforeAll(async () => {
    server = await startOpenSearch();
    await server.request('PUT', '/logs-a', { settings: { number_of_shards: 3, number_of_replicas: 0 } });
    await server.index('logs-a', ordinaryLines(START, 60));
    await server.index('logs-b', ordinaryLines(START + 60 * MINUTE, 30));
    await server.index('logs-b', [
      line(START + 80 * MINUTE + 5, 'pay', 'card vault unreachable: no route', 'ERROR', TRACE),
      line(START + 81 * MINUTE + 5, 'pay', `dump ${'x'.repeat(MEGABYTE)}`),
      line(START + 82 * MINUTE, 'pay', 'java.lang.IllegalStateException: no\n\tat a.B.c(B.java:1)', 'ERROR'),
    ]);
  });
  afterAll(async () => {
    for (const source of sources) await source.close();
    await server?.stop();
  });

  const values = (chunks: PulledChunk[], labels: Record<string, string>): Map<number, number> =>
    new Map(
      chunks
        .flatMap(({ series }) => series)
        .filter((one) => Object.entries(labels).every(([key, value]) => one.labels[key] === value))
        .flatMap(({ times, values: read }) => [...times].map((time, i): [number, number] => [time, read[i]])),
    );
  const sum = (read: Map<number, number>) => [...read.values()].reduce((a, b) => a + b, 0);

  test('each line is counted once, by service and template, whatever its page', async () => {
    const chunks = await pullAll(open(throwawayTemplates()), ask(), RANGE);
    const orders = values(chunks, { service: 'cart', template: 'order <*> placed' });
    expect([...orders.values()]).toEqual(Array.from({ length: MINUTES }, () => 40));
    const lines = values(chunks, { service: 'cart', metric: 'log_lines' });
    expect([...lines.values()]).toEqual(Array.from({ length: MINUTES }, () => 60));
    expect(chunks.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  test('a new error is told once, with its line and its trace; a new dump of a megabyte is not', async () => {
    const store = throwawayTemplates();
    const source = open(store);
    const chunks = await pullAll(source, ask(), RANGE);
    const news = values(chunks, { service: 'pay', metric: 'new_log_templates' });
    const told = [...news].filter(([, value]) => value > 0).map(([time]) => (time - START) / MINUTE);
    expect(told).toEqual([80, 82]);
    const found = store.templates({ service: 'pay', levels: ['error'], text: 'vault' }, { limit: 10 });
    expect(found.items).toMatchObject([
      { template: 'card vault unreachable: no route', count: 1, trace_id: TRACE, source: 's' },
    ]);
    const labels = { service: 'pay', metric: 'new_log_templates' };
    expect(source.words?.(ask(), labels, START + 80 * MINUTE)).toBe(
      'Never logged before: ERROR "card vault unreachable: no route".',
    );
    const dump = store.templates({ text: 'dump' }, { limit: 1 }).items[0];
    expect(dump.example.length).toBeLessThanOrEqual(500);
  });

  test('pulled in pieces, by another process half-way, and again, it is the same', async () => {
    const whole = await pullAll(open(throwawayTemplates()), ask(), RANGE);
    const store = throwawayTemplates();
    const middle = START + 45 * MINUTE;
    const first = await pullAll(open(store), ask(), { from: START, to: middle });
    const other = open(store);
    const second = await pullAll(other, ask(), { from: middle, to: RANGE.to });
    const again = await pullAll(other, ask(), RANGE);
    for (const labels of [
      { service: 'cart', metric: 'log_lines' },
      { service: 'pay', metric: 'new_log_templates' },
      { service: 'pay', template: 'order <*> placed' },
    ]) {
      expect(values([...first, ...second], labels)).toEqual(values(whole, labels));
      expect(values(again, labels)).toEqual(values(whole, labels));
    }
    const ids = (chunks: PulledChunk[]) =>
      new Set(chunks.flatMap(({ series }) => series.map((one) => one.labels['template_id'])));
    expect(ids([...first, ...second])).toEqual(ids(whole));
    expect(store.templates({ service: 'cart', text: 'order' }, { limit: 5 }).items[0].count).toBe(
      40 * MINUTES,
    );
  });

  test('a stretch before what is counted is read beside it', async () => {
    const store = throwawayTemplates();
    const source = open(store);
    const late = { from: START + 50 * MINUTE, to: RANGE.to };
    await pullAll(source, ask(), late);
    const chunks = await pullAll(source, ask(), RANGE);
    expect([...values(chunks, { service: 'cart', metric: 'log_lines' }).values()]).toHaveLength(MINUTES);
    expect(store.templates({ service: 'cart', text: 'order' }, { limit: 5 }).items[0].count).toBe(40 * 40);
  });

  test('of more lines than may be read a sample is, the same each time, scaled up and told', async () => {
    const sampled = { perMinute: 40 };
    const chunks = await pullAll(open(throwawayTemplates(), sampled), ask(), RANGE);
    const lines = values(chunks, { service: 'cart', metric: 'log_lines' });
    // 120 lines a minute in all: a quarter of them is read, 30 or so.
    expect([...lines.values()].every((count) => count % 4 === 0)).toBe(true);
    expect(sum(lines) / (60 * MINUTES)).toBeGreaterThan(0.9);
    expect(sum(lines) / (60 * MINUTES)).toBeLessThan(1.1);
    expect(chunks.flatMap(({ warnings }) => warnings)[0]).toContain('one line in 4');
    const again = await pullAll(open(throwawayTemplates(), sampled), ask(), RANGE);
    expect(values(again, { service: 'cart', metric: 'log_lines' })).toEqual(lines);
  });

  test('lines are read no faster than allowed', async () => {
    const before = performance.now();
    await pullAll(open(throwawayTemplates(), { perSecond: 600 }), ask(), {
      from: START,
      to: START + 10 * MINUTE,
    });
    // 1,200 lines; the last page is not waited for.
    expect(performance.now() - before).toBeGreaterThan(1000);
  });

  test('a flood of distinct messages is one reading, and few signals', async () => {
    const word = (n: number) => n.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)]);
    const distinct = function* () {
      yield* ordinaryLines(FLOOD, 70);
      for (let n = 0; n < 3000; n++) {
        const [a, b, c] = [word(n * 7919 + 1e6), word(n * 104_729 + 1e6), word(n * 1_299_709 + 1e6)];
        yield line(FLOOD + 65 * MINUTE + n * 10, 'pay', `${a} ${b} failed in ${c}`, 'ERROR');
      }
    };
    await server.index('flood-a', distinct());
    const store = throwawayTemplates();
    const query = { index: 'flood-*', templates: 20 };
    const chunks = await pullAll(open(store), ask(query), { from: FLOOD, to: FLOOD + 70 * MINUTE });
    const series = new Set(
      chunks.flatMap((chunk) => chunk.series.map(({ labels }) => JSON.stringify(labels))),
    );
    expect(series.size).toBeLessThan(60);
    const news = values(chunks, { service: 'pay', metric: 'new_log_templates' });
    expect([...news].filter(([, value]) => value > 0)).toHaveLength(1);
    expect(values(chunks, { service: 'pay', metric: 'log_lines' }).get(FLOOD + 65 * MINUTE)).toBe(3060);
    expect(store.templates({ service: 'pay' }, { limit: 1 }).total).toBeLessThan(60);
  });

  test('a point in time that is lost under way costs a stretch, and counts no line twice', async () => {
    const store = throwawayTemplates();
    const pulled = pullAll(open(store, { perSecond: 2000 }), ask(), RANGE);
    // As a node's restart does it; again and again for a while.
    for (let n = 0; n < 3; n++) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await server.request('DELETE', '/_search/point_in_time/_all');
    }
    const lines = values(await pulled, { service: 'cart', metric: 'log_lines' });
    expect([...lines.values()]).toEqual(Array.from({ length: MINUTES }, () => 60));
  });

  test('a server that is overloaded, cuts connections and hangs costs time, and neither loses nor repeats a line', async () => {
    const proxy = await startFaultyProxy(server.url);
    const settings = { name: 's', url: proxy.url, timeoutSeconds: 2, templates: throwawayTemplates() };
    const source = createOpenSearchSource(settings, {
      now: Date.now,
      random: () => 0.5,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 50))),
    });
    sources.push(source);
    const busy = { status: 429, headers: { 'retry-after': '1' } };
    const faults = [busy, { status: 503 }, 'reset', busy, { status: 502 }, busy, 'hang'] as const;
    let turn = 0;
    // Two of five requests fail: counts, points in time and pages alike.
    proxy.always(() => ([1, 3].includes(turn++ % 5) ? faults[turn % faults.length] : 'pass'));
    const range = { from: START, to: START + 20 * MINUTE };
    const lines = values(await pullAll(source, ask(), range), { service: 'cart', metric: 'log_lines' });
    expect([...lines.values()]).toEqual(Array.from({ length: 20 }, () => 60));
    expect(turn).toBeGreaterThan(faults.length);
    await proxy.stop();
  });

  test('what is missing is said', async () => {
    const source = open(throwawayTemplates());
    await expect(pullAll(source, ask({ index: undefined }), RANGE)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      where: 'detector d: query.index',
    });
    const nothing = await pullAll(source, ask({ index: 'nothing-*' }), RANGE);
    expect(nothing.flatMap(({ warnings }) => warnings)[0]).toContain('matches no index');
    await server.index('plain-a', [{ '@timestamp': new Date(START).toISOString(), value: 3 }]);
    const check = await source.check(ask({ index: 'plain-*' }), new AbortController().signal);
    expect(check).toMatchObject({
      ok: false,
      errors: [{ message: expect.stringContaining('message field') }],
    });
  });
});
