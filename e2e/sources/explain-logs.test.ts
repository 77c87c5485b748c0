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
          message: n >= 10 ? 'no connection to ledger' : 'done',
          duration_ms: n >= 10 ? 900 : 20 + n,
        })),
      );
    }).flat();
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
    expect(byField['message']).toEqual(['no connection to ledger']);
    // Both versions grew alike: the field comes last.
    expect(found.at(-1)?.[0]).toContain('version');
  });

  test('a percentile by its slow documents', async () => {
    const measure = { type: 'percentile', field: 'duration_ms', percent: 95 };
    const found = await ask(measure, question({ service: 'cart' }, true, 100));
    expect(found.find(([label]) => label.startsWith('host'))).toEqual([
      expect.stringContaining('host'),
      'h7',
    ]);
  });

  test('a service that did not change has nothing to explain', async () => {
    expect(await ask({ type: 'count' }, question({ service: 'pay' }))).toEqual([]);
  });
});
