import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogMeasure } from '@lapwing/contract';
import { createOpenSearchSource } from '../../scoring-service/src/sources/opensearch/source.ts';
import type { Source } from '../../scoring-service/src/sources/source.ts';
import { needServer, startFaultyProxy, startOpenSearch, type RunningOpenSearch } from '../servers/index.ts';
import { detector, expected, logDocuments, MINUTE, pullAll, readings, type LogDocument } from './logs.ts';

const START = Date.UTC(2026, 10, 20, 10);
const MINUTES = 90;
const SERVICES = ['cart', 'pay', 'ship', ''];
const RANGE = { from: START, to: START + MINUTES * MINUTE };

const DOCUMENTS = [
  ...logDocuments(START, MINUTES, SERVICES, (minute, s) =>
    minute === 40 && s === 1 ? 0 : 5 + ((minute * 3 + s) % 8),
  ),
];
const app = (document: LogDocument) => document.kubernetes.labels.app ?? '';
const durations = (documents: LogDocument[]) => documents.flatMap((one) => one.duration_ms ?? []);
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

const never = new AbortController().signal;

needServer('opensearch')('logs from a real OpenSearch', () => {
  let server: RunningOpenSearch;
  let source: Source;
  beforeAll(async () => {
    server = await startOpenSearch();
    await server.index('logs-a', DOCUMENTS.slice(0, 1500));
    await server.index('logs-b', DOCUMENTS.slice(1500));
    source = createOpenSearchSource({ name: 's', url: server.url, pageSize: 100 });
  });
  afterAll(async () => {
    await source?.close();
    await server?.stop();
  });

  const ask = (measure: LogMeasure, more: object = {}) =>
    detector({ query: { type: 'opensearch', index: 'logs-*', split_by: ['service'], measure, ...more } });

  test('counts equal what was indexed, over many pages and two indices', async () => {
    const chunks = await pullAll(source, ask({ type: 'count' }), RANGE);
    const counted = expected(DOCUMENTS, app, (group) => group.length);
    expect(readings(chunks)).toEqual(counted);
    expect(sum(Object.values(counted).flatMap((one) => Object.values(one)))).toBe(DOCUMENTS.length);
    expect(chunks.every(({ absent, warnings }) => absent === 'zero' && warnings.length === 0)).toBe(true);
    expect(counted['pay'][START + 40 * MINUTE]).toBeUndefined();
  });

  test('every measure equals what the documents say', async () => {
    const pulled = async (measure: LogMeasure) => readings(await pullAll(source, ask(measure), RANGE));
    const errors = (group: LogDocument[]) => group.filter(({ level }) => level === 'ERROR').length;

    expect(await pulled({ type: 'rate', of: 'level:ERROR' })).toEqual(
      expected(DOCUMENTS, app, (group) => errors(group) / group.length),
    );
    expect(await pulled({ type: 'rate', of: { match_phrase: { log: 'failed' } } })).toEqual(
      expected(DOCUMENTS, app, (group) => errors(group) / group.length),
    );
    expect(await pulled({ type: 'cardinality', field: 'user' })).toEqual(
      expected(DOCUMENTS, app, (group) => new Set(group.map(({ user }) => user)).size),
    );
    expect(await pulled({ type: 'sum', field: 'duration_ms' })).toEqual(
      expected(DOCUMENTS, app, (group) => sum(durations(group))),
    );
    const average = await pulled({ type: 'avg', field: 'duration_ms' });
    const wanted = expected(DOCUMENTS, app, (group) => sum(durations(group)) / durations(group).length);
    for (const [service, values] of Object.entries(wanted)) {
      for (const [time, value] of Object.entries(values)) {
        expect(average[service][Number(time)]).toBeCloseTo(value, 9);
      }
    }
    expect(Object.keys(average).sort()).toEqual(Object.keys(wanted).sort());
  });

  test('a percentile lies among its values', async () => {
    const query = ask({ type: 'percentile', field: 'duration_ms', percent: 50 });
    const medians = readings(await pullAll(source, query, RANGE));
    const lowest = expected(DOCUMENTS, app, (group) => Math.min(...durations(group)));
    const highest = expected(DOCUMENTS, app, (group) => Math.max(...durations(group)));
    for (const service of Object.keys(lowest)) {
      for (const time of Object.keys(lowest[service]).map(Number)) {
        expect(medians[service][time]).toBeGreaterThanOrEqual(lowest[service][time]);
        expect(medians[service][time]).toBeLessThanOrEqual(highest[service][time]);
      }
    }
  });

  test('filters, splits by several fields, and leaves the label out where the field is', async () => {
    const query = ask(
      { type: 'count' },
      { filter: 'level:ERROR', split_by: ['service', 'kubernetes.namespace_name', 'level'] },
    );
    const chunks = await pullAll(source, query, RANGE);
    const labels = chunks.flatMap(({ series }) => series.map((one) => one.labels));
    expect(labels).toContainEqual({ metric: 'd', service: 'cart', namespace_name: 'shop', level: 'ERROR' });
    expect(labels).toContainEqual({ metric: 'd', namespace_name: 'back', level: 'ERROR' });
    expect(readings(chunks)).toEqual(
      expected(
        DOCUMENTS.filter(({ level }) => level === 'ERROR'),
        app,
        (group) => group.length,
      ),
    );
  });

  test('takes a closed range: its start, not its end', async () => {
    const range = { from: START + 10 * MINUTE, to: START + 12 * MINUTE };
    const pulled = readings(await pullAll(source, ask({ type: 'count' }), range));
    expect(Object.keys(pulled['cart']).map(Number)).toEqual([range.from, range.from + MINUTE]);
  });

  test('a document that comes late is in its own interval when that is read again', async () => {
    const range = { from: START + 100 * MINUTE, to: START + 101 * MINUTE };
    const query = ask({ type: 'count' });
    const [document] = logDocuments(range.from, 1, ['cart'], () => 1);
    await server.index('logs-b', [document]);
    expect(readings(await pullAll(source, query, range))['cart']).toEqual({ [range.from]: 1 });
    await server.index('logs-b', [document]);
    expect(readings(await pullAll(source, query, range))['cart']).toEqual({ [range.from]: 2 });
  });

  test('a pattern that matches nothing yet is unknown, not zero', async () => {
    const chunks = await pullAll(source, ask({ type: 'count' }, { index: 'nothing-*' }), RANGE);
    expect(chunks.flatMap(({ series }) => series)).toEqual([]);
    expect(chunks.every(({ absent, warnings }) => absent === 'gap' && warnings.length === 1)).toBe(true);
  });

  test('a refused query says what, where and what to do', async () => {
    const refused = (more: object) => pullAll(source, ask({ type: 'count' }, more), RANGE);
    await expect(refused({ index: 'absent' })).rejects.toMatchObject({
      code: 'SOURCE_REFUSED_QUERY',
      message: expect.stringContaining('no such index'),
      hint: expect.stringContaining('pattern'),
    });
    await expect(refused({ filter: 'level:(' })).rejects.toMatchObject({
      code: 'SOURCE_REFUSED_QUERY',
      message: expect.stringMatching(/parse/i),
    });
    await expect(refused({ filter: { no_such_query: {} } })).rejects.toMatchObject({
      code: 'SOURCE_REFUSED_QUERY',
    });
    await expect(refused({ split_by: ['namespace'] })).rejects.toMatchObject({
      code: 'SOURCE_REFUSED_QUERY',
      where: 'detector d: query.split_by.0',
      hint: expect.stringContaining('kubernetes.namespace_name'),
    });
  });

  describe('check', () => {
    test('shows what the detector would see', async () => {
      const now = RANGE.to;
      const timed = createOpenSearchSource(
        { name: 's', url: server.url },
        {
          now: () => now,
          random: Math.random,
          sleep: () => Promise.reject(new Error('check must not wait')),
        },
      );
      const check = await timed.check(ask({ type: 'count' }, { filter: 'log:request' }), never);
      expect(check).toMatchObject({ ok: true, signals: 4, errors: [] });
      expect(check.sample).toContainEqual({
        labels: { metric: 'd', service: 'cart' },
        last_value: expect.any(Number),
      });
      expect(check.warnings).toContainEqual(expect.stringContaining('in the future'));
      await timed.close();
    });

    test('names the keyword sub-field that it uses instead of the text', async () => {
      const check = await source.check(ask({ type: 'cardinality', field: 'user' }), never);
      expect(check.warnings.join()).toContain('user.keyword');
    });

    test('names every problem with its path', async () => {
      const check = await source.check(
        ask({ type: 'avg', field: 'level' }, { split_by: ['nope'], time_field: 'log' }),
        never,
      );
      expect(check.ok).toBe(false);
      expect(check.errors.map(({ path }) => path)).toEqual([
        'query.time_field',
        'query.split_by.0',
        'query.measure.field',
      ]);
    });

    test('reports a refused filter, missing index, wrong address and wrong credentials without waiting', async () => {
      const filter = await source.check(ask({ type: 'count' }, { filter: 'level:(' }), never);
      expect(filter.errors).toMatchObject([{ path: 'query', message: expect.stringMatching(/parse/i) }]);
      const index = await source.check(ask({ type: 'count' }, { index: 'absent' }), never);
      expect(index.errors).toMatchObject([
        { path: 'query', message: expect.stringContaining('no such index') },
      ]);

      const away = createOpenSearchSource({ name: 's', url: 'http://127.0.0.1:1' });
      expect((await away.check(ask({ type: 'count' }), never)).errors).toMatchObject([{ path: 'source' }]);
      expect(await away.health(never)).toMatchObject({
        status: 'down',
        reason: expect.stringContaining('ECONNREFUSED'),
      });

      const proxy = await startFaultyProxy(server.url);
      proxy.always(({ headers }) =>
        headers.authorization === 'ApiKey right'
          ? 'pass'
          : { status: 401, body: { error: 'no', status: 401 } },
      );
      const withKey = (key: string) =>
        createOpenSearchSource({ name: 's', url: proxy.url, auth: { type: 'api-key', key } });
      expect((await withKey('wrong').check(ask({ type: 'count' }), never)).errors).toMatchObject([
        { path: 'source', hint: expect.stringContaining('auth') },
      ]);
      expect(await withKey('wrong').health(never)).toMatchObject({ status: 'down' });
      expect((await withKey('right').check(ask({ type: 'count' }), never)).ok).toBe(true);
      expect(await withKey('right').health(never)).toEqual({ status: 'ok', reason: '' });
      await proxy.stop();
    });
  });
});
