import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOpenSearchSource } from '../../scoring-service/src/sources/opensearch/source.ts';
import type { Source } from '../../scoring-service/src/sources/source.ts';
import { needServer, startOpenSearch, type RunningOpenSearch } from '../servers/index.ts';
import { CHANGE, explained, MINUTES, question, START } from './explain-question.ts';
import { detector, MINUTE } from './logs.ts';

needServer('opensearch')('explaining a change of logs', () => {
  let server: RunningOpenSearch;
  let source: Source;
  const measured = (measure: object) =>
    detector({ query: { type: 'opensearch', index: 'logs-*', split_by: ['service'], measure } as never });

  beforeAll(async () => {
    server = await startOpenSearch();
    const documents = Array.from({ length: MINUTES }, (_, minute) => {
      const broken = minute >= CHANGE;
      return ['cart', 'pay'].flatMap((service) =>
        Array.from({ length: broken && service === 'cart' ? 30 : 10 }, (__, n) => ({
          '@timestamp': new Date(START + minute * MINUTE + n * 1000).toISOString(),
          service,
          level: n >= 10 ? 'ERROR' : 'INFO',
          host: n >= 10 ? 'h7' : `h${n % 3}`,
          version: `v${n % 2}`,
          message: n >= 10 ? `no connection to ledger ${n * minute}` : `order ${n * minute} done`,
          duration_ms: n >= 10 ? 900 : 20 + n,
          // What real documents are full of: ids, threads, what one shipper writes and another does not, dots in names.
          id: `${service}-${minute}-${n}`,
          trace: { id: `${service}${minute}x${n}` },
          pid: minute * 100 + n,
          tags: [{ k: 'a', v: `t${n}` }],
          'http.response': { status_code: n >= 10 ? 503 : 200 },
          ...(n % 2 === 0 && { 'labels.app.kubernetes.io/name': service }),
        })),
      );
    }).flat();
    await server.request('PUT', '/logs-a', {
      settings: { number_of_shards: 5 },
      mappings: { properties: { tags: { type: 'nested' } } },
    });
    // An index of the pattern that has none of the fields, and one that has a field as something else.
    await server.request('PUT', '/logs-empty', {
      mappings: { properties: { '@timestamp': { type: 'date' } } },
    });
    await server.index('logs-other', [
      { '@timestamp': new Date(START).toISOString(), service: 'x', host: { name: 'h' } },
    ]);
    await server.index('logs-a', documents);
    source = createOpenSearchSource({ name: 's', url: server.url });
  });
  afterAll(async () => {
    await source?.close();
    await server?.stop();
  });

  const ask = async (measure: object, asked = question({ service: 'cart' })) =>
    (await explained(source, measured(measure), asked)).found;

  test('the field values that a rise is made of', async () => {
    const found = await ask({ type: 'count' });
    const byField = Object.fromEntries(
      found.map(([label, ...values]) => [label.replace('.keyword', ''), values]),
    );
    expect(byField['host']).toEqual(['h7']);
    expect(byField['level']).toEqual(['ERROR']);
    expect(byField['template']).toEqual(['no connection to ledger <*>']);
    expect(byField['http.response.status_code']).toEqual(['503']);
    // What names single things is no part of the whole, and both versions grew alike.
    for (const single of ['id', 'trace.id', 'pid', 'message']) expect(byField).not.toHaveProperty([single]);
    const told = found.map(([label]) => label.replace('.keyword', ''));
    expect(told.indexOf('version')).toBeGreaterThan(3);
  });

  test('a percentile by its slow documents', async () => {
    const measure = { type: 'percentile', field: 'duration_ms', percent: 95 };
    const found = await ask(measure, question({ service: 'cart' }, true, 100));
    expect(found.find(([label]) => label.startsWith('host'))).toEqual([
      expect.stringContaining('host'),
      'h7',
    ]);
  });

  test('a template’s own lines, and all lines of a service', async () => {
    const templates = detector({ query: { type: 'templates', index: 'logs-*' } as never });
    const labels = { service: 'cart', metric: 'template_lines', template: 'no connection to ledger <*>' };
    const ofTemplate = await explained(source, templates, question(labels));
    expect(ofTemplate.found.map(([label]) => label)).toEqual(expect.arrayContaining(['level.keyword']));
    const ofService = await explained(source, templates, question({ service: 'cart', metric: 'log_lines' }));
    expect(ofService.found.find(([label]) => label === 'template')?.[1]).toBe('no connection to ledger <*>');
  });

  test('a service that did not change has nothing to explain', async () => {
    expect(await ask({ type: 'count' }, question({ service: 'pay' }))).toEqual([]);
  });
});
