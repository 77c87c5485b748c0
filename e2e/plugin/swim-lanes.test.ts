import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../demo/browser.ts';
import { needServer } from '../servers/index.ts';
import { type ContractService, KEY, startContractService } from './contract-service.ts';
import { openPage } from './open-page.ts';
import { startHost } from './host/plugin-host.ts';
import type { PluginHost } from './host/upstream.ts';
import { makeShop } from './shop.ts';

const SIGNALS = 500;
const PATIENT = { timeout: 20_000 };
/** Far more than a panel shows at once; far fewer than there are. */
const MOST_DRAWN = 60;

/** The shop's first anomaly, once for each of many signals, the milder the later. */
function manySignals(): ReturnType<typeof makeShop> {
  const shop = makeShop(Date.now());
  const [anomaly] = shop.anomalies;
  if (!anomaly) throw new Error('the shop has no anomaly');
  const anomalies = Array.from({ length: SIGNALS }, (_, place) => ({
    ...anomaly,
    id: `many-${place}`,
    signal_id: place.toString(16).padStart(16, '0'),
    labels: { service: `service-${place}` },
    score: 99 - (place / SIGNALS) * 20,
  }));
  return { ...shop, anomalies };
}

needServer('chromium')('swim lanes of many signals, as built', () => {
  let service: ContractService;
  let preview: PluginHost;
  let browser: Browser;

  beforeAll(async () => {
    service = await startContractService(manySignals());
    preview = await startHost({ url: service.url, key: KEY });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await preview?.close();
    await service?.close();
  });

  test('worst first, only what is seen is drawn, and the last one is a scroll away', async () => {
    const { page, errors } = await openPage(browser, `${preview.url}/dashboard`);
    const lanes = page.getByTestId('lapwing-lanes');
    const links = lanes.getByRole('link');
    await links.first().waitFor(PATIENT);
    expect(await links.first().innerText()).toContain('service-0');
    expect(await links.count()).toBeLessThan(MOST_DRAWN);
    await lanes
      .locator('> div')
      .first()
      .evaluate((scroll) => scroll.scrollTo(0, scroll.scrollHeight));
    await lanes.getByText(`service-${SIGNALS - 1}`, { exact: true }).waitFor(PATIENT);
    expect(await links.count()).toBeLessThan(MOST_DRAWN);
    expect(await links.last().evaluate((link) => link.closest('li')?.getAttribute('aria-setsize'))).toBe(
      String(SIGNALS),
    );
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('arrow keys lead from lane to lane and through the anomalies of one, which is read out', async () => {
    const { page, errors } = await openPage(browser, `${preview.url}/dashboard`);
    const lanes = page.getByTestId('lapwing-lanes');
    await lanes.getByRole('link').first().waitFor(PATIENT);
    await lanes.getByRole('link').first().focus();
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused, PATIENT).toMatch(/^service-1, Low, 1 anomaly/);
    await page.keyboard.press('ArrowRight');
    const readOut = lanes.getByTestId('lapwing-read-out');
    await expect.poll(() => readOut.innerText(), PATIENT).toMatch(/^Low anomaly, score 99, from /);
    await lanes
      .getByTestId('lapwing-lane-tooltip')
      .getByText(/Low anomaly/)
      .waitFor(PATIENT);
    await page.keyboard.press('Escape');
    await lanes.getByTestId('lapwing-lane-tooltip').waitFor({ state: 'detached' });
    await page.keyboard.press('End');
    await expect.poll(focused, PATIENT).toMatch(new RegExp(`^service-${SIGNALS - 1},`));
    await page.keyboard.press('Home');
    await expect.poll(focused, PATIENT).toMatch(/^service-0,/);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('the pointer says what is under it', async () => {
    const { page, errors } = await openPage(browser, `${preview.url}/dashboard`);
    const canvas = page.getByTestId('lapwing-lanes').locator('canvas');
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    if (!box) throw new Error('no lanes are shown');
    await page.mouse.move(box.x + 20, box.y + 10);
    await page.getByTestId('lapwing-lane-tooltip').getByText('Nothing anomalous here').waitFor(PATIENT);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
