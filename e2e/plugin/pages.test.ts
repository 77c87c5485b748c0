import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../demo/browser.ts';
import { needServer } from '../servers/index.ts';
import { startHost } from './host/plugin-host.ts';
import type { PluginHost } from './host/upstream.ts';
import { openPage } from './open-page.ts';
import { EDITOR_KEY, type RealService, startRealService } from './real-service.ts';
import { CAUSE, brokenOrders } from './two-services.ts';

const PLUGIN = path.resolve(import.meta.dirname, '../../grafana-plugin/src/plugin.json');
const PATIENT = { timeout: 20_000 };
/** The React that the host is said to have: `LAPWING_REACT=19` when the preview is that of another Grafana. */
const REACT = process.env['LAPWING_REACT'];

interface PluginJson {
  includes: { type: string; path: string }[];
}

/** The pages that the app names in Grafana's menu. */
const PAGES = (JSON.parse(readFileSync(PLUGIN, 'utf8')) as PluginJson).includes
  .filter(({ type }) => type === 'page')
  .map(({ path }) => path);

needServer('chromium')('every page and panel of the built plugin', () => {
  let service: RealService;
  let signal: string;
  let host: PluginHost;
  let browser: Browser;

  beforeAll(async () => {
    service = await startRealService();
    await service.send({
      series: brokenOrders(Date.now()).map(({ service: name, points }) => ({
        ...{ metric: 'orders', labels: { service: name }, points },
      })),
    });
    signal = (await service.found(({ labels }) => labels['service'] === CAUSE)).signal_id;
    host = await startHost({ url: service.url, key: EDITOR_KEY });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    await service?.stop();
  });

  test.each([...PAGES, '/a/lapwing-anomaly-app/signals/{signal}'])('%s', async (path) => {
    const { page, errors } = await openPage(browser, host.url + path.replace('{signal}', signal));
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await expect.poll(() => page.getByText(/^Loading/).count(), PATIENT).toBe(0);
    expect(await page.getByText('An unexpected error happened').count()).toBe(0);
    if (REACT !== undefined) {
      expect(await page.evaluate(() => document.documentElement.dataset['react'])).toMatch(
        new RegExp(`^${REACT}\\.`),
      );
    }
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('a dashboard with all panels', async () => {
    const { page, errors } = await openPage(browser, `${host.url}/dashboard`);
    await page.locator('.uplot canvas').first().waitFor();
    await page.getByTestId('lapwing-lanes').locator('canvas').waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('an overlay on the panel of another data source', async () => {
    const { page, errors } = await openPage(browser, `${host.url}/overlay`);
    await page.locator('.uplot canvas').first().waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
