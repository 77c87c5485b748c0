import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../demo/browser.ts';
import { openPage } from '../plugin/open-page.ts';
import { EDITOR_KEY, type RealService, startRealService } from '../plugin/real-service.ts';
import { type RunningOpenSearch, needServer, startOpenSearch } from '../servers/index.ts';
import { type OsdHost, startOsdHost } from './host-server.ts';
import { sendBrokenShop } from './orders.ts';
import { part, walk } from './walk.ts';

const PATIENT = { timeout: 60_000 };
const READER = { authorization: 'Basic cmVhZGVyOng=' };

/** OpenSearch's security as far as it matters here: whoever is not the reader may not read. */
async function guarded(openSearch: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((req, res) => {
    if (req.headers.authorization !== READER.authorization) {
      res.writeHead(403, { 'content-type': 'application/json' }).end('{"error":"no permissions"}');
      return;
    }
    const options = { method: req.method, headers: { 'content-type': 'application/json' } };
    const onward = request(new URL(req.url ?? '/', openSearch), options, (answer) => {
      res.writeHead(answer.statusCode ?? 502, { 'content-type': 'application/json' });
      answer.pipe(res);
    });
    onward.on('error', () => res.destroy());
    req.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

needServer('opensearch', 'chromium')(
  'the OpenSearch Dashboards plugin on the indices of a real OpenSearch',
  () => {
    let openSearch: RunningOpenSearch;
    let guard: { url: string; close: () => void };
    let service: RealService;
    let host: OsdHost;
    let browser: Browser;
    type Json = Record<string, unknown>;
    const fromService = async (path: string): Promise<Json> => {
      const headers = { authorization: `Bearer ${EDITOR_KEY}` };
      return (await (await fetch(`${service.url}/api/v1/${path}`, { headers })).json()) as Json;
    };
    const ask = (path: string): Promise<Response> =>
      fetch(new URL(`/16/api/lapwing/${path}`, host.page('/')));
    const fromIndex = async (path: string): Promise<Json> => (await (await ask(`v1/${path}`)).json()) as Json;
    const items = ({ items: all }: Json): Json[] => all as Json[];

    beforeAll(async () => {
      openSearch = await startOpenSearch();
      guard = await guarded(openSearch.url);
      host = await startOsdHost({}, guard.url);
      host.person.headers = READER;
    });
    afterAll(async () => {
      await browser?.close();
      await host?.close();
      guard?.close();
      await service?.stop();
      await openSearch?.stop();
    });

    test('before the first score the page says what to do', async () => {
      const status = (await (await ask('status')).json()) as { mode: string; problem: { hint: string } };
      expect(status.mode).toBe('index');
      expect(status.problem.hint).toContain('output.opensearch');
      expect(items(await fromIndex('incidents'))).toEqual([]);
      expect(items(await fromIndex('signals'))).toEqual([]);
      expect(await fromIndex('metrics/summary')).toMatchObject({ signals: 0, last_reading_at: null });
    });

    test('lists, details and readings are those of the service', async () => {
      service = await startRealService({
        output: { opensearch: { url: openSearch.url, refresh_interval: '1s' } },
      });
      await sendBrokenShop(service, ['payment', 'checkout', 'cart']);
      const written = async (): Promise<unknown> => items(await fromIndex('incidents'))[0]?.['anomalies'];
      await expect.poll(written, PATIENT).toBe(3);
      const newest = (await fromService('metrics/summary'))['last_reading_at'];
      const newestRead = async (): Promise<unknown> =>
        (await fromIndex('metrics/summary'))['last_reading_at'];
      await expect.poll(newestRead, PATIENT).toBe(newest);
      expect(await fromIndex('metrics/summary')).toMatchObject({ signals: 3, detectors: 1 });

      const theirs = await fromService('anomalies?open=true');
      expect(await fromIndex('anomalies?open=true')).toEqual(theirs);
      const [incident = {}] = items(await fromService('incidents'));
      const [found = {}] = items(await fromIndex('incidents'));
      expect({ ...found, suspect: null }).toEqual({ ...incident, suspect: null });
      const [whole, read] = await Promise.all([
        fromService(`incidents/${String(incident['id'])}`),
        fromIndex(`incidents/${String(incident['id'])}`),
      ]);
      for (const same of ['members', 'parts', 'confidence', 'unseen'])
        expect(read[same], same).toEqual(whole[same]);
      const services = (suspects: unknown): unknown[] => (suspects as Json[]).map(({ service }) => service);
      expect(services(read['suspects'])).toEqual(services(whole['suspects']));

      const signals = items(await fromIndex('signals?text=CHECK'));
      expect(signals).toHaveLength(1);
      const id = String(signals[0]?.['id']);
      const from = Date.now() - 6 * 3_600_000;
      const range = `signals/${id}/scores?start_time=${from}&end_time=${from + 5 * 3_600_000}&points=1000`;
      const [mine, own] = [await fromIndex(range), await fromService(range)];
      for (const column of ['time', 'value', 'score', 'expected', 'upper']) {
        expect(mine[column], column).toEqual(own[column]);
      }
      const thin = await fromIndex(range.replace('points=1000', 'points=20'));
      expect((thin['time'] as number[]).length).toBeLessThanOrEqual(21);
    });

    test('from what is wrong to where it began; nothing can be changed', async () => {
      browser = await openChromium();
      await walk(browser, (path) => host.page(path, '18'));
      const { page } = await openPage(browser, host.page('/incidents'));
      await part(page, 'lapwingIncidents').getByRole('link').first().click(PATIENT);
      await part(page, 'lapwingWhyNot').getByText('only the service').waitFor(PATIENT);
      const id = page.url().split('/').at(-1) ?? '';
      const route = new URL(`/16/api/lapwing/v1/incidents/${id}/resolve`, page.url());
      const refused = await fetch(route, { method: 'POST', headers: { 'osd-xsrf': 'x' } });
      expect(refused.status).toBeGreaterThanOrEqual(400);
    });

    test('each person sees what OpenSearch lets them see', async () => {
      host.person.headers = { authorization: 'Basic b3RoZXI6eA==' };
      expect((await ask('v1/anomalies')).status).toBe(403);
      const { page } = await openPage(browser, host.page('/'));
      await expect
        .poll(() => part(page, 'lapwingProblem').innerText(), PATIENT)
        .toContain('You may not read');
      host.person.headers = READER;
    });

    test('a value that is a query is only a value', async () => {
      expect(items(await fromIndex(`signals?text=${encodeURIComponent('*')}`))).toEqual([]);
      expect((await ask('v1/signals?limit=x')).status).toBe(400);
      expect((await ask('v1/signals/..%2F..%2F_all/scores')).status).toBe(400);
    });
  },
);
