import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../demo/browser.ts';
import { needServer } from '../servers/index.ts';
import { tableText } from './host/views.ts';
import { hover, openPage, pixelsOf } from './open-page.ts';
import { startHost } from './host/plugin-host.ts';
import type { PluginHost } from './host/upstream.ts';
import { type RealService, VIEWER_KEY, startRealService } from './real-service.ts';
import { MARKUP } from './shop.ts';

const MINUTE = 60_000;
const PATIENT = { timeout: 20_000 };
const DAYS = 3;
/** How long before now the orders stop: so lately that the anomaly still goes on. */
const BROKEN_MINUTES = 3;

/** Orders a minute: a day's wave with noise from a fixed sequence; near nothing in the last minutes. */
function orders(now: number): [number, number][] {
  const first = Math.floor(now / MINUTE) * MINUTE - DAYS * 24 * 60 * MINUTE;
  let seed = 7;
  const noise = (): number => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647 - 0.5;
  };
  return Array.from({ length: DAYS * 24 * 60 }, (_, i): [number, number] => {
    const usual = 200 + 80 * Math.sin((i / (24 * 60)) * 2 * Math.PI) + 12 * noise();
    return [first + i * MINUTE, i < DAYS * 24 * 60 - BROKEN_MINUTES ? usual : 3 + noise()];
  });
}

needServer('chromium')('the built plugin on a real service', () => {
  let service: RealService;
  let preview: PluginHost;
  let browser: Browser;
  let title: string;

  beforeAll(async () => {
    service = await startRealService();
    title = `${MARKUP} · orders`;
    await service.send({
      series: [{ metric: 'orders', labels: { service: MARKUP }, points: orders(Date.now()) }],
    });
    await service.found((anomaly) => anomaly.labels['service'] === MARKUP && anomaly.end === null);
    preview = await startHost({ url: service.url, key: VIEWER_KEY });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await preview?.close();
    await service?.stop();
  });

  test('the overview shows what the service found, as text, and leads to the chart that says why', async () => {
    const { page, errors } = await openPage(browser, preview.url);
    const row = page.getByTestId('lapwing-now').getByRole('link').first();
    await row.waitFor();
    expect(await row.innerText()).toContain(title);
    await page.getByText('Live', { exact: true }).waitFor();
    await row.click();
    await expect.poll(() => pixelsOf(page, [138, 184, 255, 46]), PATIENT).toBeGreaterThan(1_000);
    await hover(page, 0.97);
    const tooltip = page.getByTestId('lapwing-tooltip');
    await tooltip.waitFor();
    expect(await tooltip.innerText()).toMatch(/anomaly[\s\S]*orders[\s\S]*expected[\s\S]*Score\s+\d+/i);
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('the data source’s health check and every kind of query work', async () => {
    const { page, errors } = await openPage(browser, `${preview.url}/datasource`);
    await page.getByRole('button', { name: 'Save & test' }).click();
    await page.getByText(/Lapwing \S+ answers: 1 signals?, newest reading/).waitFor();
    await page.goto(`${preview.url}/explore`);
    await page.locator('.uplot canvas').waitFor();
    await page.getByRole('radio', { name: 'Anomalies' }).check({ force: true });
    await expect.poll(() => tableText(page), PATIENT).toMatch(/Reason[\s\S]*orders/);
    await page.getByRole('radio', { name: 'Signals' }).check({ force: true });
    await expect.poll(() => tableText(page), PATIENT).toMatch(/Anomalous now/);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('a key that the service does not know is told as such', async () => {
    preview.upstream.key = 'lpw_unknown';
    const { page } = await openPage(browser, preview.url);
    await page.getByText('Lapwing refused the key').waitFor();
    preview.upstream.key = VIEWER_KEY;
    await page.context().close();
  });
});
