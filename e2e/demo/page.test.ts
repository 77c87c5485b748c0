import { readdirSync, rmSync } from 'node:fs';
import type { DemoState } from '@lapwing/demo';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { needServer } from '../servers/index.ts';
import { openChromium } from './browser.ts';
import { startDemo, type RunningDemo } from './demo-process.ts';

/** Short enough to watch, long enough for the models to know what is ordinary. */
const SETTINGS = ['--interval', '5s', '--history', '12h', '--seed', '3'];
const READY_WITHIN_MS = 60_000;
const FOUND_WITHIN_MS = 120_000;
const INTERVAL_MS = 5_000;
const WIDTHS = [1440, 390];

needServer('chromium')('the demo’s page', () => {
  let demo: RunningDemo;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    demo = await startDemo(SETTINGS);
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(demo.url);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.process.stop();
    if (demo) rmSync(demo.temp, { recursive: true, force: true });
  });

  test('sends the past and then goes live', async () => {
    const state = await demo.until('live', ({ phase }) => phase === 'live', READY_WITHIN_MS);
    expect(state.shop?.services.length).toBe(12);
    expect(state.history.sent).toBe(state.history.total);
    await demo.until('scored', (s) => (s.scoredUntil ?? 0) > s.now - 30_000, READY_WITHIN_MS);
  });

  test('a person breaks the database and sees it found', async () => {
    const card = page.locator('[data-break="slow-database"]');
    await card.getByRole('button').click();
    await card.getByText('Broken at').waitFor();
    await card.getByText('Found after').waitFor({ timeout: FOUND_WITHIN_MS });
    const link = card.getByRole('link');
    await link.waitFor();
    expect(await link.getAttribute('href')).toMatch(/^\/a\/lapwing-anomaly-app\/signals\/[0-9a-f]{16}\?/);
    const { shop } = await demo.until(
      'found at the database itself',
      (s) => s.shop?.breaks.find((b) => b.kind === 'slow-database')?.last?.atCause?.service === 'database',
      FOUND_WITHIN_MS,
    );
    const found = shop?.breaks.find((b) => b.kind === 'slow-database')?.last;
    process.stdout.write(
      `slow database: first told after ${found?.first?.delaySeconds} s (${found?.first?.service}), ` +
        `at the database after ${found?.atCause?.delaySeconds} s (${found?.atCause?.metric})\n`,
    );
  });

  test('it is one incident, with the database as its suspect, its timeline and its graph', async () => {
    const broken =
      (await demo.state()).shop?.breaks.find((b) => b.kind === 'slow-database')?.last?.start ?? 0;
    const ofBreak = (incidents: DemoState['incidents']): DemoState['incidents'] =>
      incidents.filter(({ started_at: at }) => Date.parse(at) >= broken - INTERVAL_MS);
    const { incidents } = await demo.until(
      'an incident of several services',
      (s) => ofBreak(s.incidents).some((i) => i.services.length > 3 && i.suspect?.service === 'database'),
      FOUND_WITHIN_MS,
    );
    expect(ofBreak(incidents).length).toBe(1);
    const shown = page.locator(`[data-incident="${ofBreak(incidents)[0].id}"]`);
    await shown.getByText('began in database').waitFor();
    expect(await shown.locator('.evidence li').count()).toBeGreaterThan(0);
    expect(await shown.locator('.timeline li').count()).toBeGreaterThan(3);
    await shown.locator('svg .spread').first().waitFor({ state: 'attached' });
  });

  test('a person mends it', async () => {
    const card = page.locator('[data-break="slow-database"]');
    await card.getByRole('button').click();
    await card.getByText('Mended after').waitFor();
  });

  test('the finding’s link leads to the signal’s chart', async () => {
    await page.locator('[data-break="slow-database"]').getByRole('link').click();
    await page.waitForURL(/\/signals\//);
    await page.locator('canvas').first().waitFor();
    await page.goBack();
  });

  test.each(WIDTHS)('nothing sticks out at %d px', async (width) => {
    await page.setViewportSize({ width, height: 844 });
    await page.waitForTimeout(300);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over).toBeLessThanOrEqual(0);
  });

  test('threw no error in the browser', () => expect(problems).toEqual([]));

  test('stops at once and leaves no file behind', async () => {
    const child = demo.process;
    await child.stop();
    expect(child.running).toBe(false);
    expect(readdirSync(demo.temp)).toEqual([]);
    await expect(fetch(`${demo.url}/shop/state`)).rejects.toThrow();
  });
});
