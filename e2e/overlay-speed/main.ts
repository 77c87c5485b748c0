// `npm run overlay-speed`: a day of fifty series with an overlay in one panel, in Chromium: how long from the arrival of
// the overlay's data to the finished picture, and how many marks were sent. In the preview page, or in the Grafana at
// `GRAFANA_URL`.
import type { Page } from 'playwright-core';
import { openChromium } from '../demo/browser.ts';
import { KEY, startContractService } from '../plugin/contract-service.ts';
import { IN_GRAFANA, startHost } from '../plugin/host/plugin-host.ts';
import { openPage } from '../plugin/open-page.ts';
import { HOURS, SERIES, crowdedShop } from './crowded-shop.ts';
import { type Drawing, watchDrawing } from './watch-drawing.ts';

const RUNS = 7;
/** Long after the last stroke. */
const QUIET_MS = 3_000;

const shop = crowdedShop(Date.now());
const service = await startContractService(shop);
const host = await startHost({ url: service.url, key: KEY });
const browser = await openChromium();
try {
  const runs: Drawing[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { page, errors } = await openPage(browser, 'about:blank');
    await page.addInitScript(watchDrawing);
    await page.goto(`${host.url}/overlay?series=${SERIES}&hours=${HOURS}`);
    await page.locator('.uplot canvas').first().waitFor();
    runs.push(await drawing(page));
    if (errors.length > 0) throw new Error(errors.join('\n'));
    await page.context().close();
  }
  const took = runs.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  process.stdout.write(
    `${IN_GRAFANA ? 'Grafana' : 'preview'}: ${SERIES} series × ${HOURS} h, ${shop.anomalies.length} anomalies, ` +
      `${Math.max(...runs.map(({ marks }) => marks))} marks; drawn ${took[Math.floor(RUNS / 2)]} ms after the data's arrival ` +
      `(median of ${RUNS}; ${took[0]} to ${took[RUNS - 1]} ms)\n`,
  );
} finally {
  await browser.close();
  await host.close();
  await service.close();
}

async function drawing(page: Page): Promise<Drawing> {
  await page.waitForTimeout(QUIET_MS);
  return await page.evaluate(() => window.lapwingDrawing('/api/datasources/proxy/'));
}
