// `npm run chart-speed`: half a million readings in the anomaly chart, in Chromium: how long frames take while the cursor
// moves over it, and how long after the arrival of as many again a zoom is drawn. In the preview page, or in the Grafana
// at `GRAFANA_URL`.
import type { Page } from 'playwright-core';
import { openChromium } from '../demo/browser.ts';
import { watchDrawing } from '../overlay-speed/watch-drawing.ts';
import { KEY, startContractService } from '../plugin/contract-service.ts';
import { IN_GRAFANA, startHost } from '../plugin/host/plugin-host.ts';
import { openPage } from '../plugin/open-page.ts';
import { READINGS, READINGS_EVERY_MS, longShop } from './long-shop.ts';
import { watchFrames } from './watch-frames.ts';

const SIGNAL = '/a/lapwing-anomaly-app/signals/0000000000000002';
const SCORES = '/scores?';
const PATIENT_MS = 60_000;
const MOVES = 300;
const ZOOMS = 5;
/** Long after the last stroke. */
const QUIET_MS = 3_000;

const now = Date.now();
const service = await startContractService(longShop(now));
const host = await startHost({ url: service.url, key: KEY });
const browser = await openChromium();
try {
  const { page, errors } = await openPage(browser, 'about:blank');
  await page.addInitScript(watchDrawing);
  await page.addInitScript(watchFrames);
  await page.goto(`${host.url}${SIGNAL}?from=${now - READINGS * READINGS_EVERY_MS}&to=${now}`);
  await page.locator('.uplot canvas').waitFor({ timeout: PATIENT_MS });
  await page.waitForTimeout(QUIET_MS);
  const hovered = await frames(page, () => sweep(page));
  const zooms: number[] = [];
  for (let zoom = 0; zoom < ZOOMS; zoom++) {
    const answered = page.waitForResponse((answer) => answer.url().includes(SCORES), { timeout: PATIENT_MS });
    await drag(page);
    await (await answered).finished();
    await page.waitForFunction((scores) => window.lapwingDrawing(scores).tookMs > 0, SCORES, {
      timeout: PATIENT_MS,
    });
    await page.waitForTimeout(QUIET_MS);
    zooms.push((await page.evaluate((scores) => window.lapwingDrawing(scores), SCORES)).tookMs);
  }
  const zoomed = await frames(page, () => sweep(page));
  if (errors.length > 0) throw new Error(errors.join('\n'));
  process.stdout.write(
    `${IN_GRAFANA ? 'Grafana' : 'preview'}: ${READINGS.toLocaleString('en-US')} readings; ` +
      `frames while the cursor moves ${hovered}; after ${ZOOMS} zooms ${zoomed}; ` +
      `a zoom, for which as many come anew, is drawn ${middle(zooms)} ms after the data's arrival (median of ${ZOOMS}; ${Math.min(...zooms)} to ${Math.max(...zooms)} ms)\n`,
  );
} finally {
  await browser.close();
  await host.close();
  await service.close();
}

/** Moves the cursor over the chart, there and back, a step for each frame. */
async function sweep(page: Page): Promise<void> {
  const { x, y, width, height } = await chartBox(page);
  for (let move = 0; move < MOVES; move++) {
    const place = Math.abs((((move * 4) / MOVES) % 2) - 1);
    await page.mouse.move(x + width * (0.05 + 0.9 * place), y + height * 0.5);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** Chooses the middle of the chart with the mouse. */
async function drag(page: Page): Promise<void> {
  const { x, y, width, height } = await chartBox(page);
  await page.mouse.move(x + width * 0.2, y + height * 0.5);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.5, y + height * 0.5, { steps: 8 });
  await page.mouse.move(x + width * 0.8, y + height * 0.5, { steps: 8 });
  await page.mouse.up();
}

async function chartBox(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.locator('.u-over').first().boundingBox();
  if (box === null) throw new Error('the chart is not there');
  return box;
}

async function frames(page: Page, act: () => Promise<void>): Promise<string> {
  await page.evaluate(() => window.lapwingFrames.start());
  await act();
  const took = await page.evaluate(() => window.lapwingFrames.stop());
  took.sort((a, b) => a - b);
  const at = (share: number): string =>
    (took[Math.floor(share * (took.length - 1))] ?? Number.NaN).toFixed(1);
  return `${at(0.5)} ms (95 % below ${at(0.95)}, longest ${at(1)})`;
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
