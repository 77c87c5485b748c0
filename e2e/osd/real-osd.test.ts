import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openChromium } from '../demo/browser.ts';
import { openPage } from '../plugin/open-page.ts';
import { badgeOf, closeFlyout, makeDetector, removeDetector } from './dashboard-steps.ts';
import { putDashboard, removeDashboard } from './real-dashboard.ts';
import { LOGS, askingThrough, writeShopLogs } from './shop-logs.ts';
import { part, walk } from './walk.ts';

/**
 * An OpenSearch Dashboards with the plugin in it, set up for a Lapwing whose source reads the OpenSearch behind it. Whoever
 * asks must be allowed to change things (`lapwingAnomaly.writeRoles`). What is made there is removed at the end.
 */
const OSD_URL = process.env['OSD_URL'];
/**
 * Its page tries an inline script, to see whether the policy forbids it; a theme of its own may not be there; panels
 * that show the same new index pattern save its fields at the same time.
 */
const OWN_ERRORS = /inline script|kui_|saved_objects\/index-pattern|^Error: Conflict$/;
const PATIENT = { timeout: 60_000 };
/** A detector reads its history, and finds what is in it. */
const FOUND = { timeout: 180_000, interval: 2_000 };
const WATCHER = 'lapwing-e2e-lines';

describe.skipIf(OSD_URL === undefined)('a real OpenSearch Dashboards (OSD_URL)', () => {
  const address = OSD_URL ?? '';
  const logs = askingThrough(address);
  let browser: Browser;
  /** As the app's own page asks. */
  const ask = async (path: string, method = 'GET', body?: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', 'osd-xsrf': 'e2e' };
    const url = new URL(`/api/lapwing/v1/${path}`, address);
    const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const said: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(said).slice(0, 500)}`);
    return said;
  };
  /** Waits until a list has something in it. */
  const some = (path: string): Promise<void> =>
    vi.waitFor(async () => {
      const { total } = (await ask(path)) as { total: number };
      if (total === 0) throw new Error(`nothing at ${path}`);
    }, FOUND);

  beforeAll(async () => {
    await writeShopLogs(logs, Date.now());
    const { items: sources } = (await ask('sources')) as { items: { name: string; serves: string[] }[] };
    const source = sources.find(({ serves }) => serves.includes('opensearch'));
    if (source === undefined) throw new Error('this Lapwing has no source of the type opensearch');
    await ask('detectors', 'POST', {
      ...{ id: WATCHER, name: 'Lines by service', source: source.name, kind: 'log', interval: '1m' },
      ...{ history: '12h', labels: { metric: 'lines' } },
      query: { type: 'opensearch', index: LOGS, split_by: ['service'], measure: { type: 'count' } },
    });
    await some(`anomalies?detector_id=${WATCHER}&open=true`);
    await some('incidents?status=open');
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await ask(`detectors/${WATCHER}`, 'DELETE');
    await removeDashboard(address);
    await logs('DELETE', `/${LOGS}`);
  });

  test('from what is wrong to where it began', () =>
    walk(browser, (path) => new URL(`/app/lapwingAnomaly${path}`, address).href, OWN_ERRORS));

  test('on a dashboard: a detector made in a panel’s menu, its badge, and all of it undone', async () => {
    const { page, errors } = await openPage(browser, await putDashboard(address));
    await badgeOf(page, 'Lines by service').waitFor(PATIENT);
    const id = await makeDetector(page, 'Errors a minute');
    await some(`anomalies?detector_id=${id}`);
    await page.reload();
    const badge = badgeOf(page, 'Errors a minute');
    await badge.waitFor(PATIENT);
    expect(await badgeOf(page, 'Lines of cart').count()).toBe(0);
    await badge.click();
    await part(page, 'lapwingAnomalies').getByRole('link').first().waitFor(PATIENT);
    await closeFlyout(page);
    await removeDetector(page, 'Errors a minute');
    await badge.waitFor({ state: 'detached', ...PATIENT });
    expect(errors.filter((error) => !OWN_ERRORS.test(error))).toEqual([]);
    await page.context().close();
  });
});
