// `npm run screenshots -- grafana`: the steps of the install guide in the real Grafana at `GRAFANA_URL`, in which the
// plugin is installed, on a real service with something broken.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { ordersAt } from '../../grafana-plugin/preview/host/orders.ts';
import { openChromium } from '../demo/browser.ts';
import { IN_GRAFANA, startHost } from '../plugin/host/plugin-host.ts';
import { openPage } from '../plugin/open-page.ts';
import { VIEWER_KEY, startRealService } from '../plugin/real-service.ts';
import { optimise } from './optimise.ts';

const IMAGES = path.resolve(import.meta.dirname, '../../docs/images');
const MINUTE = 60_000;
const READINGS = 3 * 24 * 60;
const DRAW_MS = 3_000;

if (!IN_GRAFANA)
  throw new Error('GRAFANA_URL names no Grafana: set it, and GRAFANA_USER and GRAFANA_PASSWORD');

const now = Math.floor(Date.now() / MINUTE) * MINUTE;
const broken = { from: now - 90 * MINUTE, to: now - 60 * MINUTE };
const orders = ['checkout', 'cart'].map((service, place) => ({
  metric: 'orders',
  labels: { service },
  points: Array.from({ length: READINGS }, (_, i): [number, number] => {
    const time = now - (READINGS - i) * MINUTE;
    return [time, ordersAt(time, place === 0 ? broken : undefined)];
  }),
}));

interface Shot {
  name: string;
  path: string;
  prepare?: (page: Page) => Promise<void>;
}

const SHOTS: readonly Shot[] = [
  {
    name: 'grafana-app-settings',
    path: '/plugins/lapwing-anomaly-app',
    prepare: (page) => page.getByRole('button', { name: 'Save and test' }).click(),
  },
  {
    name: 'grafana-data-source',
    path: '/datasource',
    prepare: (page) => page.getByRole('button', { name: 'Save & test' }).click(),
  },
  { name: 'grafana-overlay', path: `/overlay?broken=${broken.from},${broken.to}` },
  { name: 'grafana-explore', path: '/explore' },
];

const service = await startRealService();
await service.send({ series: orders });
await service.found(({ labels }) => labels['service'] === 'checkout');
const host = await startHost({ url: service.url, key: VIEWER_KEY });
const browser = await openChromium();
try {
  await mkdir(IMAGES, { recursive: true });
  for (const { name, path: at, prepare } of SHOTS) {
    const { page } = await openPage(browser, `${host.url}${at}`);
    await page.waitForTimeout(DRAW_MS);
    await prepare?.(page);
    await page.waitForTimeout(DRAW_MS);
    const png = await optimise(await page.screenshot({ animations: 'disabled' }));
    await writeFile(path.join(IMAGES, `${name}.png`), png);
    process.stdout.write(`docs/images/${name}.png: ${Math.round(png.byteLength / 1024)} kB\n`);
    await page.context().close();
  }
} finally {
  await browser.close();
  await host.close();
  await service.stop();
}
