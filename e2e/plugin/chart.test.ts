import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../demo/browser.ts';
import { needServer } from '../servers/index.ts';
import { type ContractService, KEY, startContractService } from './contract-service.ts';
import { tableText } from './host/views.ts';
import { hover, openPage, pixelsOf, tooltipAt } from './open-page.ts';
import { startHost } from './host/plugin-host.ts';
import type { PluginHost } from './host/upstream.ts';
import { makeShop } from './shop.ts';

const APP = '/a/lapwing-anomaly-app';
/** The colours of the dark theme on the chart's transparent ground. */
const BAND = [138, 184, 255, 46];
const CRITICAL_BAR = [224, 47, 68, 255];
const POINTS = 500_000;
const PATIENT = { timeout: 20_000 };
const SECOND_LOOK = { timeout: 40_000, interval: 500 };

needServer('chromium')('charts of the built plugin', () => {
  let service: ContractService;
  let preview: PluginHost;
  let browser: Browser;
  const shop = makeShop(Date.now());
  const usual = shop.series;

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

  test('an anomaly leads to its signal’s chart: band, region, and at the cursor why', async () => {
    const { page, errors } = await openPage(browser, preview.url);
    await page.getByTestId('lapwing-now').getByRole('link').first().click();
    await page.locator('.uplot canvas').waitFor();
    await expect.poll(() => pixelsOf(page, BAND), PATIENT).toBeGreaterThan(5_000);
    await expect.poll(() => pixelsOf(page, CRITICAL_BAR), PATIENT).toBeGreaterThan(100);
    await hover(page, 0.93);
    const tooltip = page.getByTestId('lapwing-tooltip');
    await tooltip.waitFor();
    const text = await tooltip.innerText();
    expect(text).toMatch(/Critical anomaly, \d+ min so far/);
    expect(text).toMatch(/latency_p95 of payment is 281\.5, far above the 93 to 143 expected/);
    expect(text).toMatch(/Expected range\s+[\d.]+ to [\d.]+/);
    expect(text).toMatch(/Score\s+88/);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('arrow keys read the chart out', async () => {
    const { page, errors } = await openPage(browser, `${preview.url}${APP}/signals/0000000000000005`);
    const chart = page.getByRole('application', { name: /The arrow keys read it$/ });
    await chart.waitFor(PATIENT);
    await chart.focus();
    await page.keyboard.down('ArrowRight');
    await page.waitForTimeout(200);
    await page.keyboard.up('ArrowRight');
    await page.getByTestId('lapwing-tooltip').getByText('Expected range').waitFor(PATIENT);
    const readOut = page.getByTestId('lapwing-chart').getByTestId('lapwing-read-out');
    await expect
      .poll(() => readOut.textContent(), PATIENT)
      .toMatch(/^\d{4}-\d\d-\d\d .*: .*Value [\d.]+, Expected /);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('half a million readings are drawn, and the cursor still answers', { timeout: 120_000 }, async () => {
    shop.series = (signal, _from, to) => {
      const rows = Array.from({ length: POINTS }, (_, i) => i);
      const value = rows.map((i) => (i % 100) + (i === POINTS - 20_000 ? 900 : 0));
      return {
        signal,
        step_seconds: 1,
        time: rows.map((i) => to - (POINTS - i) * 10),
        value,
        value_min: value,
        value_max: value,
        expected: rows.map(() => 50),
        lower: rows.map(() => 0),
        upper: rows.map(() => 100),
        score: rows.map(() => 1),
      };
    };
    const to = Date.now();
    const from = to - POINTS * 10;
    const { page, errors } = await openPage(
      browser,
      `${preview.url}${APP}/signals/0000000000000002?from=${from}&to=${to}`,
    );
    await page.locator('.uplot canvas').waitFor({ timeout: 60_000 });
    await hover(page, 0.5);
    await page.getByTestId('lapwing-tooltip').waitFor();
    expect(errors).toEqual([]);
    shop.series = usual;
    await page.context().close();
  });

  test('the panel draws what the data source gives, or says why there is nothing', async () => {
    const { page, errors } = await openPage(browser, `${preview.url}/dashboard`);
    // A browser that is busy with the first page may take a query's time itself: it needs a second look.
    const drawn = async (): Promise<number> => {
      if ((await page.getByText('Lapwing is too slow').count()) > 0) await page.reload();
      return (await page.locator('.uplot canvas').count()) > 0 ? await pixelsOf(page, CRITICAL_BAR) : 0;
    };
    await expect.poll(drawn, SECOND_LOOK).toBeGreaterThan(100);
    await expect.poll(() => tooltipAt(page, 0.985), PATIENT).toMatch(/Critical anomaly[\s\S]*far above/);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('a query that no signal matches says what to do', async () => {
    const { page, errors } = await openPage(browser, `${preview.url}/dashboard?label=service%3Dnowhere`);
    await page.getByText('No signal matches the query').first().waitFor();
    await page.getByText('Choose another signal, or fewer labels.').first().waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('a slow service ends the query within 1.5 s, and the panel says so', async () => {
    preview.upstream.delayMs = 20_000;
    const { page } = await openPage(browser, `${preview.url}/dashboard`);
    const message = page.getByTestId('lapwing-panel-message').first();
    await message.waitFor();
    const shown = Date.now();
    await page.getByText('Lapwing is too slow').first().waitFor();
    expect(Date.now() - shown).toBeLessThan(1_500);
    preview.upstream.delayMs = 0;
    await page.context().close();
  });

  test('the query editor completes signals and labels and never asks for JSON', async () => {
    const { page, errors } = await openPage(browser, `${preview.url}/explore`);
    await page.getByPlaceholder('Any signal').click();
    await page.getByPlaceholder('Any signal').pressSequentially('checkout');
    await page.getByRole('option', { name: /checkout · errors/ }).click();
    await page.getByText('of 21 signals').waitFor({ state: 'detached' });
    await expect
      .poll(() => service.asked.at(-1), PATIENT)
      .toMatch(/signals\/0000000000000001\/scores|signal_id=0000000000000001/);
    await page.getByRole('radio', { name: 'Signals' }).check({ force: true });
    await expect.poll(() => tableText(page), PATIENT).toMatch(/Last reading/);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('both settings pages test the connection and say what is wrong', async () => {
    const { page } = await openPage(browser, `${preview.url}/plugins/lapwing-anomaly-app`);
    await page.getByRole('button', { name: 'Save and test' }).click();
    await page.getByText(/Lapwing 0\.1\.0 answers: 21 signals/).waitFor();
    preview.upstream.key = 'wrong';
    await page.goto(`${preview.url}/datasource`);
    await page.getByRole('button', { name: 'Save & test' }).click();
    await page.getByText(/Lapwing refused the key/).waitFor();
    preview.upstream.key = KEY;
    await page.context().close();
  });
});
