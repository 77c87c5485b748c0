import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  needServer,
  STALE,
  startFaultyProxy,
  startOpenSearch,
  startPrometheus,
  type FaultyProxy,
  type RunningOpenSearch,
  type RunningPrometheus,
} from './index.ts';

needServer('opensearch')('a real OpenSearch', () => {
  let server: RunningOpenSearch;
  beforeAll(async () => {
    server = await startOpenSearch();
  });
  afterAll(() => server?.stop());

  const count = async () => (await server.request('GET', '/logs/_count'))['count'];

  test('indexes, answers, and keeps its data over a kill', async () => {
    await server.index(
      'logs',
      Array.from({ length: 12 }, (_, n) => ({ n })),
      (document) => String((document as { n: number }).n),
    );
    expect(await count()).toBe(12);
    await server.kill();
    await expect(count()).rejects.toThrow();
    await server.restart();
    expect(await count()).toBe(12);
  });

  test('says what it refuses', async () => {
    await expect(server.request('GET', '/absent/_search')).rejects.toThrow(/404.*index_not_found/);
  });

  test('stop removes the data', async () => {
    await server.stop();
    expect(existsSync(server.dataFolder)).toBe(false);
  });
});

needServer('prometheus')('a real Prometheus', () => {
  let server: RunningPrometheus;
  let proxy: FaultyProxy;
  beforeAll(async () => {
    server = await startPrometheus();
    proxy = await startFaultyProxy(server.url);
  });
  afterAll(async () => {
    await proxy?.stop();
    await server?.stop();
  });

  const START = Date.UTC(2022, 7, 22);
  const range = `start=${START / 1000}&end=${START / 1000 + 240}&step=60`;

  test('takes old history, special values and stale markers, and keeps them over a kill', async () => {
    const samples: [number, number | typeof STALE][] = [
      [START, 1],
      [START + 60_000, NaN],
      [START + 120_000, Infinity],
      [START + 180_000, STALE],
    ];
    // Newest first: order must not matter.
    await server.write([{ labels: { __name__: 'cpu', host: 'a' }, samples: samples.toReversed() }]);
    const ask = async () => JSON.stringify(await server.api(`/api/v1/query_range?query=cpu&${range}`));
    const said = await ask();
    expect(said).toContain(
      `"values":[[${START / 1000},"1"],[${START / 1000 + 60},"NaN"],[${START / 1000 + 120},"+Inf"]]`,
    );
    await server.kill();
    await server.restart();
    expect(await ask()).toBe(said);
  });

  test('a proxy before it misbehaves as told', async () => {
    proxy.next({ status: 503, body: 'busy', headers: { 'retry-after': '1' } }, 'reset');
    const busy = await fetch(`${proxy.url}/-/ready`);
    expect([busy.status, await busy.text()]).toEqual([503, 'busy']);
    await expect(fetch(`${proxy.url}/-/ready`)).rejects.toThrow();
    proxy.next('hang');
    await expect(fetch(`${proxy.url}/-/ready`, { signal: AbortSignal.timeout(300) })).rejects.toThrow();
    expect((await fetch(`${proxy.url}/-/ready`)).status).toBe(200);
    expect(proxy.seen).toHaveLength(4);
  });

  test('a frozen server answers nobody until it thaws', async () => {
    await server.freeze();
    await expect(fetch(`${server.url}/-/ready`, { signal: AbortSignal.timeout(300) })).rejects.toThrow();
    server.thaw();
    expect((await fetch(`${server.url}/-/ready`)).status).toBe(200);
  });
});
