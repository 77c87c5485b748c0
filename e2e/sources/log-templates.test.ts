import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOpenSearchSource } from '../../scoring-service/src/sources/opensearch/source.ts';
import type { PulledChunk, Source } from '../../scoring-service/src/sources/source.ts';
import { throwawayTemplates } from '../../scoring-service/src/sources/templates/throwaway.ts';
import type { TemplateStore } from '../../scoring-service/src/stores/template-store.ts';
import { needServer, startOpenSearch, type RunningOpenSearch } from '../servers/index.ts';
import { detector, MINUTE, pullAll } from './logs.ts';

const START = Date.UTC(2026, 10, 20, 10);
const MINUTES = 90;
const RANGE = { from: START, to: START + MINUTES * MINUTE };
const MEGABYTE = 1_000_000;

interface Line {
  '@timestamp': string;
  log: string;
  level: string;
  trace_id?: string;
  kubernetes: { labels: { app: string } };
}

const line = (time: number, app: string, log: string, level = 'INFO', trace_id?: string): Line => ({
  ...{ '@timestamp': new Date(time).toISOString(), log, level, kubernetes: { labels: { app } } },
  ...(trace_id !== undefined && { trace_id }),
});

/** Ordinary lines, several of them in the same millisecond: programs log in bursts. */
function* ordinary(from: number, minutes: number, perMinute = 60): Generator<Line> {
  for (let minute = 0; minute < minutes; minute++) {
    for (const app of ['cart', 'pay']) {
      for (let n = 0; n < perMinute; n++) {
        const time = from + minute * MINUTE + Math.floor((n * MINUTE) / perMinute / 1000) * 1000;
        yield line(time, app, n % 3 === 0 ? `payment ${n} taken from card ${n * 7}` : `order ${n} placed`);
      }
    }
  }
}

needServer('opensearch')('log templates of a real OpenSearch', () => {
  let server: RunningOpenSearch;
  let store: TemplateStore;
  let source: Source;
  const open = (lines: { perMinute?: number } = {}) =>
    createOpenSearchSource({ name: 's', url: server.url, templates: store, lines });
  const ask = (more: object = {}) => detector({ query: { type: 'templates', index: 'logs-*', ...more } });

  beforeAll(async () => {
    server = await startOpenSearch();
    await server.request('PUT', '/logs-a', { settings: { number_of_shards: 3, number_of_replicas: 0 } });
    await server.index('logs-a', ordinary(START, 60));
    await server.index('logs-b', ordinary(START + 60 * MINUTE, 30));
    await server.index('logs-b', [
      line(START + 80 * MINUTE + 5, 'pay', 'card vault unreachable: no route', 'ERROR', 'ab'.repeat(16)),
      line(START + 81 * MINUTE + 5, 'pay', `dump ${'x'.repeat(MEGABYTE)}`),
      line(START + 82 * MINUTE, 'pay', 'java.lang.IllegalStateException: no\n\tat a.B.c(B.java:1)', 'ERROR'),
    ]);
    store = throwawayTemplates();
    source = open();
  });
  afterAll(async () => {
    await source?.close();
    await server?.stop();
  });

  const values = (chunks: PulledChunk[], labels: Record<string, string>): Map<number, number> =>
    new Map(
      chunks
        .flatMap(({ series }) => series)
        .filter((one) => Object.entries(labels).every(([key, value]) => one.labels[key] === value))
        .flatMap(({ times, values: read }) => [...times].map((time, i): [number, number] => [time, read[i]])),
    );

  test('each line is counted once, by service and template, whatever its page', async () => {
    const chunks = await pullAll(source, ask(), RANGE);
    const orders = values(chunks, { service: 'cart', template: 'order <*> placed' });
    expect([...orders.values()]).toEqual(Array.from({ length: MINUTES }, () => 40));
    expect([...values(chunks, { service: 'cart', metric: 'log_lines' }).values()]).toEqual(
      Array.from({ length: MINUTES }, () => 60),
    );
    expect(chunks.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  test('a new error is told once, with its line and its trace; a new dump is not', async () => {
    const chunks = await pullAll(source, ask(), RANGE);
    const news = values(chunks, { service: 'pay', metric: 'new_log_templates' });
    const told = [...news].filter(([, value]) => value > 0).map(([time]) => (time - START) / MINUTE);
    expect(told).toEqual([80, 82]);
    const found = store.templates({ service: 'pay', levels: ['error'], text: 'vault' }, { limit: 10 });
    expect(found.items).toMatchObject([
      { template: 'card vault unreachable: no route', count: 1, trace_id: 'ab'.repeat(16), source: 's' },
    ]);
  });
});
