import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openChromium } from '../demo/browser.ts';
import { needServer } from '../servers/index.ts';
import { startHost } from './host/plugin-host.ts';
import type { PluginHost } from './host/upstream.ts';
import { accessFaults } from './access-faults.ts';
import { openPage } from './open-page.ts';
import { EDITOR_KEY, type RealService, startRealService } from './real-service.ts';
import {
  type Change,
  type SkewedService,
  startSkewedService,
  withLaterWords,
  withLess,
  withMore,
} from './skewed-service.ts';
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

/** The detector as if a person had made it. */
const madeHere: Change = (body, path) =>
  path.endsWith('/detectors/orders') ? { ...(body as object), provisioned: false } : body;

const APP = '/a/lapwing-anomaly-app';
/** Those that ask the service for something as they open. */
const WITH_DATA = [
  '',
  '/incidents',
  '/alerts',
  '/signals',
  '/signals/{signal}',
  '/detectors',
  '/detectors/orders',
  '/trends',
].map((path) => APP + path);
const SLOW_MS = 600;
/** What a page says of words that this version doesn't know. */
const LATER: Readonly<Record<string, RegExp>> = {
  '': /snoozed \(unknown to this version\)/,
  '/incidents': /snoozed \(unknown to this version\)/,
  '/signals/{signal}': /severity “EXTREME”/,
  '/alerts': /snoozed \(unknown to this version\)/,
  '/signals': /profile \(unknown to this version\), /,
  '/detectors': /flow \(unknown to this version\) · /,
};

needServer('chromium')('every page and panel of the built plugin', () => {
  let service: RealService;
  let signal: string;
  let skewed: SkewedService;
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
    skewed = await startSkewedService(service.url);
    host = await startHost({ url: service.url, key: EDITOR_KEY });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    await skewed?.close();
    await service?.stop();
  });

  test.each([...PAGES, `${APP}/signals/{signal}`])('%s', async (path) => {
    const { page, errors } = await openPage(browser, host.url + path.replace('{signal}', signal));
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await expect.poll(() => page.getByText(/^Loading/).count(), PATIENT).toBe(0);
    expect(await page.getByText('An unexpected error happened').count()).toBe(0);
    expect(await accessFaults(page)).toEqual([]);
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
    expect(await accessFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  // Every page once for each: what is opened is one document, so that only the data are asked for anew.
  const everyPage = async (
    ailing: { change?: Change; delayMs?: number; url?: string },
    look: (page: Page, path: string) => Promise<void>,
  ): Promise<void> => {
    skewed.change = ailing.change ?? ((body) => body);
    Object.assign(host.upstream, { url: ailing.url ?? skewed.url, delayMs: ailing.delayMs ?? 0 });
    onTestFinished(() => {
      Object.assign(host.upstream, { url: service.url, delayMs: 0 });
    });
    const { page } = await openPage(browser, host.url);
    for (const path of WITH_DATA) {
      await page.goto(host.url + path.replace('{signal}', signal));
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await look(page, path);
      expect(await page.getByText('An unexpected error happened').count(), path).toBe(0);
    }
    await page.context().close();
  };

  // Which React draws it makes no difference to these.
  const once = test.skipIf(REACT !== undefined);

  once(
    'a newer and slow service: what nobody knows is told as such beside all else, and waiting is said',
    async () => {
      // One of the configuration can't be changed here in any case.
      const change: Change = (body, path) => withMore(withLaterWords(madeHere(body, path)));
      await everyPage({ change, delayMs: SLOW_MS }, async (page, path) => {
        await page
          .getByText(/^(Loading|Counting)/)
          .first()
          .waitFor(PATIENT);
        await expect
          .poll(() => page.getByText(/^(Loading|Counting)/).count(), { ...PATIENT, message: path })
          .toBe(0);
        expect(await page.getByRole('alert').allInnerTexts(), path).toEqual([]);
        const said = LATER[path.slice(APP.length)];
        if (said) await page.getByText(said).first().waitFor(PATIENT);
        await page.getByText('The service is newer than this plugin').waitFor(PATIENT);
        // What is edited here must be known whole: saved without a later setting it would be erased.
        if (path.endsWith('/detectors/orders')) {
          await page.getByText('It has settings that this version of the plugin does not know').waitFor();
          expect(await page.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe('true');
        }
      });
    },
  );

  once('a service of another age: each page says that they do not fit, and shows what it can', async () => {
    await everyPage({ change: withLess }, async (page, path) => {
      const said = page.getByText('Plugin and service do not fit together').first();
      await expect.poll(() => said.isVisible(), { ...PATIENT, message: path }).toBe(true);
    });
  });

  once('a service that is down: each page says so, with a way to try again', async () => {
    await everyPage({ url: 'http://127.0.0.1:9' }, async (page, path) => {
      const said = page.getByText('Lapwing does not answer').first();
      await expect.poll(() => said.isVisible(), { ...PATIENT, message: path }).toBe(true);
      expect(await page.getByRole('button', { name: 'Try again' }).count(), path).toBeGreaterThan(0);
      expect(await accessFaults(page), path).toEqual([]);
    });
  });

  test('an overlay on the panel of another data source', async () => {
    const { page, errors } = await openPage(browser, `${host.url}/overlay`);
    await page.locator('.uplot canvas').first().waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
