import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { needServer, startOpenSearch, type RunningOpenSearch } from '../servers/index.ts';
import { ROOT } from './files.ts';

const APPLY = path.join(ROOT, 'provisioning/opensearch/apply.ts');

/** Runs apply.ts against `url`; its exit code and all it printed. */
function apply(url: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [APPLY], { env: { ...process.env, OPENSEARCH_URL: url } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (output += piece));
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, output })));
}

needServer('opensearch')('what OpenSearch is provisioned with', () => {
  let server: RunningOpenSearch;
  beforeAll(async () => {
    server = await startOpenSearch();
  });
  afterAll(() => server?.stop());

  test('is taken by a real server, twice; policies are passed over without their plugin', async () => {
    for (let i = 0; i < 2; i++) {
      const { code, output } = await apply(server.url);
      expect(output).toContain('put index template ss4o-logs');
      expect(output).toContain('put index template lapwing-scores');
      expect(output).toContain('passed over policy lapwing-retention');
      expect(code, output).toBe(0);
    }
  });

  test('logs of one field in two types live in one index, and numbers can be averaged', async () => {
    const line = (took: number, user: unknown) => ({
      '@timestamp': '2026-11-22T10:00:00.123456789Z',
      body: 'payment refused',
      severity: { text: 'ERROR', number: 17 },
      resource: { service: { name: 'checkout' } },
      attributes: { number: { took_ms: took }, record: { user } },
    });
    const index = 'ss4o_logs-shop-default-2026.11.22';
    await server.index(index, [line(1, 'ada'), line(2.5, { id: 7 })]);
    const found = await server.request('POST', `/${index}/_search`, {
      size: 0,
      query: { term: { 'attributes.record.user.id': '7' } },
      aggs: { took: { avg: { field: 'attributes.number.took_ms' } } },
    });
    expect(found).toMatchObject({ hits: { total: { value: 1 } }, aggregations: { took: { value: 2.5 } } });
  });

  test('a server that refuses ends it with what was said', async () => {
    const { code, output } = await apply(`${server.url}/_no_such_prefix`);
    expect(code).not.toBe(0);
    expect(output).toMatch(/component template .*: OpenSearch answered 4\d\d/);
  });
});
