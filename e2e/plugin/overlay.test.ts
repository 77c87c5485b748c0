import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ordersAt } from '../../grafana-plugin/preview/host/orders.ts';
import { openChromium } from '../demo/browser.ts';
import { needServer } from '../servers/index.ts';
import { criticalMarks, markTitles, panelSays, tableText } from './host/views.ts';
import { openPage, pixelsOf } from './open-page.ts';
import { IN_GRAFANA, startHost } from './host/plugin-host.ts';
import type { PluginHost } from './host/upstream.ts';
import { type RealService, VIEWER_KEY, startRealService } from './real-service.ts';

const MINUTE = 60_000;
const DAYS = 3;
const PATIENT = { timeout: 20_000 };
/** Grafana's green, of the panel's own first series. */
const OWN_GREEN = [115, 191, 105, 255];
/** Where a test leaves its picture, when somebody wants to look. */
const PICTURES = process.env['LAPWING_PICTURES'];

const now = Math.floor(Date.now() / MINUTE) * MINUTE;
const broken = { from: now - 90 * MINUTE, to: now - 60 * MINUTE };

function orders(
  service: string,
  stops: boolean,
): { metric: string; labels: Record<string, string>; points: [number, number][] } {
  const first = now - DAYS * 24 * 60 * MINUTE;
  const points = Array.from({ length: DAYS * 24 * 60 }, (_, i): [number, number] => {
    const time = first + i * MINUTE;
    return [time, ordersAt(time, stops ? broken : undefined)];
  });
  return { metric: 'orders', labels: { service }, points };
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
}

needServer('chromium')('an overlay on a panel with series of another data source', () => {
  let service: RealService;
  let preview: PluginHost;
  let browser: Browser;
  const url = (): string => `${preview.url}/overlay?broken=${broken.from},${broken.to}`;
  const titles = markTitles;

  beforeAll(async () => {
    service = await startRealService();
    await service.send({ series: [orders('checkout', true), orders('cart', false)] });
    await service.found((anomaly) => anomaly.labels['service'] === 'checkout');
    preview = await startHost({ url: service.url, key: VIEWER_KEY });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await preview?.close();
    await service?.stop();
  });

  test('marks and a band of the signals that the variable names lie over the panel’s own series', async () => {
    const { page, errors } = await openPage(browser, url());
    // Much of the line lies under the tint of the band: what is left of it is the part that broke.
    await expect.poll(() => pixelsOf(page, OWN_GREEN), PATIENT).toBeGreaterThan(50);
    await expect.poll(() => titles(page), PATIENT).toContainEqual(expect.stringMatching(/checkout · orders/));
    expect((await titles(page)).every((title) => !title.includes('cart'))).toBe(true);
    await expect.poll(() => criticalMarks(page), PATIENT).toBeGreaterThan(50);
    await picture(page, 'overlay');
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test.each([
    ['down', { url: 'http://127.0.0.1:1' }, /Lapwing does not answer/],
    ['slow', { delayMs: 15_000 }, /Lapwing is too slow/],
  ])(
    'while the service is %s the panel’s own series are drawn, and it says so',
    async (name, ailing, said) => {
      const usual = { ...preview.upstream };
      Object.assign(preview.upstream, ailing);
      onTestFinished(() => {
        Object.assign(preview.upstream, { delayMs: 0 }, usual);
      });
      const { page } = await openPage(browser, url());
      const opened = await page.evaluate(() => performance.now());
      // The other series lies over this one but where it broke; how tall that is hangs on the hour.
      await expect.poll(() => pixelsOf(page, OWN_GREEN), PATIENT).toBeGreaterThan(200);
      expect((await page.evaluate(() => performance.now())) - opened).toBeLessThan(8_000);
      expect(await panelSays(page, said)).toBe(true);
      expect(await titles(page)).toEqual([]);
      await picture(page, `overlay-${name}`);
      await page.context().close();
    },
  );

  test('a layer of annotations, for the service that a variable names', async () => {
    const { page, errors } = await openPage(browser, `${url()}&layer=CRITICAL&service=checkout`);
    await expect.poll(() => pixelsOf(page, OWN_GREEN), PATIENT).toBeGreaterThan(50);
    await expect.poll(() => titles(page), PATIENT).toEqual([expect.stringMatching(/Critical.*checkout/)]);
    await picture(page, 'layer');
    await page.goto(`${url()}&layer=CRITICAL&service=nobody`);
    // The services are listed by the service itself: the first of them takes the place of one that is not there.
    if (!IN_GRAFANA) await page.getByText('cart', { exact: true }).first().waitFor();
    await expect.poll(() => pixelsOf(page, OWN_GREEN), PATIENT).toBeGreaterThan(50);
    expect(await titles(page)).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('the editor completes labels and values from the service, and never asks for JSON', async () => {
    const { page, errors } = await openPage(browser, `${preview.url}/explore`);
    await page.getByRole('button', { name: 'Add label' }).click();
    await page.getByRole('combobox', { name: 'Label' }).click();
    await page.getByRole('option', { name: 'service' }).click();
    await page.getByRole('combobox', { name: 'Value' }).click();
    await page.getByRole('option', { name: 'cart' }).click();
    await page.getByRole('radio', { name: 'Signals' }).check({ force: true });
    await expect.poll(() => tableText(page), PATIENT).toMatch(/cart · orders/);
    expect(await tableText(page)).not.toMatch(/checkout/);
    await picture(page, 'editor');
    await page.getByRole('radio', { name: 'Incidents' }).check({ force: true });
    // There are none, for which Grafana draws no table.
    if (!IN_GRAFANA) await expect.poll(() => tableText(page), PATIENT).toMatch(/First suspect/);
    await picture(page, 'editor-incidents');
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
