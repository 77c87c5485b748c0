import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../demo/browser.ts';
import { needServer } from '../servers/index.ts';
import { type ContractService, KEY, startContractService } from './contract-service.ts';
import { PHONE, openPage } from './open-page.ts';
import { startHost } from './host/plugin-host.ts';
import type { PluginHost } from './host/upstream.ts';
import { MARKUP, makeShop } from './shop.ts';

const PATIENT = { timeout: 20_000 };

needServer('chromium')('the app’s overview, as built', () => {
  let service: ContractService;
  let preview: PluginHost;
  let browser: Browser;
  const shop = makeShop(Date.now());

  beforeAll(async () => {
    service = await startContractService(shop);
    preview = await startHost({ url: service.url, key: KEY });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser.close();
    await preview.close();
    await service.close();
  });

  test('lists what is anomalous now, worst first, with its reason and since when', async () => {
    const { page, errors } = await openPage(browser, preview.url);
    const rows = page.getByTestId('lapwing-now').getByRole('link');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(4);
    const first = await rows.first().innerText();
    expect(first).toMatch(/Critical[\s\S]*payment · latency_p95[\s\S]*far above the 93 to 143 expected/);
    expect(first).toMatch(/for 14 min/);
    expect(await page.getByTestId('lapwing-summary').innerText()).toMatch(/Signals watched\s*21/);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('recent anomalies are narrowed by severity and by text', async () => {
    const { page } = await openPage(browser, preview.url);
    const rows = page.getByTestId('lapwing-recent').getByRole('link');
    await rows.first().waitFor();
    await page.getByPlaceholder('Search signal or reason').fill('PAYMENT latency');
    const others = rows.filter({ hasNotText: 'payment · latency_p95' });
    await expect.poll(() => others.count(), PATIENT).toBe(0);
    expect(await rows.count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Critical' }).click();
    await expect.poll(() => rows.count(), PATIENT).toBe(1);
    await page.getByPlaceholder('Search signal or reason').fill('no such thing');
    await expect
      .poll(() => page.getByRole('status').first().innerText(), PATIENT)
      .toMatch(/^0 of \d+ anomalies/);
    await page.context().close();
  });

  test('a label value with markup is shown as the text it is', async () => {
    const { page, errors } = await openPage(browser, preview.url);
    await page.getByText(MARKUP).first().waitFor();
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    expect(await page.locator('main img[src="x"]').count()).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('an event of the stream changes the list without a reload', async () => {
    const { page } = await openPage(browser, preview.url);
    await page.getByText('Live', { exact: true }).waitFor();
    const [worst] = shop.anomalies.filter((anomaly) => anomaly.end === null);
    if (!worst) throw new Error('the shop has no open anomaly');
    service.emit({
      type: 'anomaly',
      change: 'opened',
      anomaly: {
        ...worst,
        id: 'new',
        signal_id: 'f'.repeat(16),
        labels: { service: 'newcomer' },
        severity: 'CRITICAL',
        score: 99,
      },
    });
    await expect
      .poll(() => page.getByTestId('lapwing-now').getByRole('link').first().innerText(), PATIENT)
      .toMatch(/newcomer/);
    await page.context().close();
  });

  test('a service that is down, or refuses the key, is told with what to do; it is back by itself', async () => {
    const { page } = await openPage(browser, preview.url);
    await page.getByTestId('lapwing-now').waitFor();
    preview.upstream.url = 'http://127.0.0.1:9';
    await page.reload();
    await page.getByText('Lapwing does not answer').waitFor();
    expect(await page.getByText('Check that the scoring service runs').count()).toBe(1);
    preview.upstream.url = service.url;
    preview.upstream.key = 'wrong';
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Lapwing refused the key').waitFor();
    preview.upstream.key = KEY;
    // Nobody clicks: while the stream is away the page asks again.
    await page.getByTestId('lapwing-now').waitFor({ timeout: 30_000 });
    await page.context().close();
  });

  test('fits a phone, and each row can be reached and followed by keyboard', async () => {
    const { page } = await openPage(browser, preview.url, PHONE);
    await page.getByTestId('lapwing-now').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const row = page.getByTestId('lapwing-now').getByRole('link').first();
    await row.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/signals\/0000000000000005\?from=now-\d+m&to=now$/);
    await page.getByTestId('lapwing-chart').waitFor();
    await page.context().close();
  });
});
