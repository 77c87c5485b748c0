import type { IncidentSummary } from '@lapwing/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../demo/browser.ts';
import { type HttpReceiver, startHttpReceiver } from '../alerts/http-receiver.ts';
import { needServer } from '../servers/index.ts';
import { accessFaults } from './access-faults.ts';
import { PHONE, openPage } from './open-page.ts';
import { startHost } from './host/plugin-host.ts';
import type { PluginHost } from './host/upstream.ts';
import { pagesSuite } from './pages-suite.ts';
import { EDITOR_KEY, type RealService, VIEWER_KEY, startRealService } from './real-service.ts';
import { CAUSE, VICTIM, brokenOrders } from './two-services.ts';

const APP = '/a/lapwing-anomaly-app';
const PATIENT = { timeout: 20_000 };
const INCIDENT_PATIENCE_MS = 120_000;

needServer('chromium')('incidents and the other pages of a real service in the built plugin', () => {
  let service: RealService;
  let preview: PluginHost;
  let browser: Browser;
  let incident: IncidentSummary;
  let receiver: HttpReceiver;

  beforeAll(async () => {
    receiver = await startHttpReceiver();
    service = await startRealService({
      alerts: { channels: { hook: { type: 'webhook', url: receiver.url } } },
    });
    await service.send({
      series: brokenOrders(Date.now()).map(({ service: name, points }) => ({
        ...{ metric: 'orders', labels: { service: name }, points },
      })),
    });
    incident = await bothIn(service.url);
    preview = await startHost({ url: service.url, key: EDITOR_KEY });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await preview?.close();
    await service?.stop();
    await receiver?.stop();
  });

  const open = (path: string): ReturnType<typeof openPage> => openPage(browser, `${preview.url}${path}`);
  const detail = `${APP}/incidents/`;

  test('the overview has the open incident on top; it leads to the suspect and its evidence', async () => {
    const { page, errors } = await open(APP);
    const row = page.getByTestId('lapwing-ongoing').getByRole('link').first();
    await row.waitFor();
    expect(await row.innerText()).toContain(VICTIM);
    await row.click();
    await page.waitForURL(/\/incidents\/[^/]+$/);
    const suspects = page.getByTestId('lapwing-suspects');
    await suspects.waitFor();
    const cause = suspects.locator('ol > li').filter({ has: page.getByText(CAUSE, { exact: true }) });
    expect(await cause.locator('ul li').first().innerText()).toMatch(/orders is .*expected/);
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    expect(await page.locator('main img[src="x"]').count()).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('the timeline is in order of onset, a bar picks its service, and a lane leads to the signal', async () => {
    const { page, errors } = await open(detail + incident.id);
    const bars = page.getByTestId('lapwing-timeline').getByRole('button');
    await bars.first().waitFor();
    expect(await bars.first().innerText()).toMatch(new RegExp(`^${CAUSE}[\\s\\S]*first`));
    expect(await bars.nth(1).innerText()).toMatch(/min later/);
    expect(await page.getByTestId('lapwing-graph').innerText()).toContain(`From ${CAUSE} to ${VICTIM}`);
    const lanes = page.getByTestId('lapwing-lanes').getByRole('link');
    expect(await lanes.count()).toBe(2);
    expect(await coloured(page)).toBeGreaterThan(100);
    expect(await accessFaults(page)).toEqual([]);
    await bars.first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => lanes.count(), PATIENT).toBe(1);
    await lanes.first().click();
    await page.waitForURL(/\/signals\/[^/]+\?from=now-\d+m&to=now$/);
    await page.getByTestId('lapwing-chart').waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('acknowledged, resolved and reopened by the service’s own word, with who did it', async () => {
    const { page, errors } = await open(detail + incident.id);
    const facts = page.getByTestId('lapwing-incident-facts');
    for (const [button, state] of [
      ['Acknowledge', 'Acknowledged'],
      ['Resolve', 'Resolved'],
      ['Reopen', 'Open'],
    ] as const) {
      await page.getByRole('button', { name: button, exact: true }).click();
      await expect.poll(() => facts.innerText(), PATIENT).toContain(state);
    }
    await expect
      .poll(() => page.getByTestId('lapwing-history').innerText(), PATIENT)
      .toMatch(/acknowledged by editor[\s\S]*resolved by editor[\s\S]*reopened by editor/);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('a viewer’s key sees, and is told why it can’t change', async () => {
    preview.upstream.key = VIEWER_KEY;
    const { page } = await open(detail + incident.id);
    const button = page.getByRole('button', { name: 'Acknowledge', exact: true });
    await expect.poll(() => button.getAttribute('aria-disabled'), PATIENT).toBe('true');
    await button.hover();
    await page.getByText('The app’s key has the role viewer').waitFor();
    preview.upstream.key = EDITOR_KEY;
    await page.context().close();
  });

  test('the list is narrowed by state and text, and says when nothing is left', async () => {
    const { page, errors } = await open(`${APP}/incidents`);
    const rows = page.getByTestId('lapwing-incidents').getByRole('link');
    await rows.first().waitFor();
    await page.getByPlaceholder('Search title, service or suspect').fill(CAUSE.toUpperCase());
    await expect.poll(() => rows.count(), PATIENT).toBe(1);
    await page.getByRole('button', { name: 'Resolved' }).click();
    await page.getByText(/^0 of \d+ incidents?/).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await rows.first().waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('an incident that is not there, and a service that is down, say what to do', async () => {
    const { page } = await open(`${detail}nowhere`);
    await page.getByText('There is no incident "nowhere"', { exact: false }).waitFor();
    preview.upstream.url = 'http://127.0.0.1:9';
    await page.goto(`${preview.url}${detail}${incident.id}`);
    await page.getByText('Lapwing does not answer').waitFor();
    preview.upstream.url = service.url;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByTestId('lapwing-suspects').waitFor();
    await page.context().close();
  });

  test('on a dashboard: suspects, onsets with the graph, and lanes, each a way into the app', async () => {
    const { page, errors } = await open('/dashboard');
    const suspects = page.getByTestId('lapwing-suspects');
    await suspects.waitFor(PATIENT);
    expect(await suspects.innerText()).toMatch(/orders is .*expected/);
    const onsets = page.getByTestId('lapwing-onsets').getByRole('button');
    expect(await onsets.first().innerText()).toMatch(new RegExp(`^${CAUSE} · orders[\\s\\S]*first`));
    expect(await page.getByTestId('lapwing-graph').innerText()).toContain(`From ${CAUSE} to ${VICTIM}`);
    const lanes = page.getByTestId('lapwing-lanes').getByRole('link');
    expect(await lanes.count()).toBe(2);
    expect(await coloured(page)).toBeGreaterThan(100);
    expect(errors).toEqual([]);
    await onsets.first().click();
    await page.waitForURL(/\/signals\/[^/]+\?from=/);
    await page.context().close();
  });

  pagesSuite(() => ({ browser, preview, incidentId: incident.id, services: [CAUSE, VICTIM] }));

  test('list and detail fit a phone', async () => {
    for (const path of [`${APP}/incidents`, detail + incident.id]) {
      const { page } = await openPage(browser, `${preview.url}${path}`, PHONE);
      await page.getByTestId(/lapwing-(incidents|lanes)/).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await page.context().close();
    }
  });
});

/** The incident of both services, once the service has put them together. */
async function bothIn(url: string): Promise<IncidentSummary> {
  const late = Date.now() + INCIDENT_PATIENCE_MS;
  for (;;) {
    const answer = await fetch(`${url}/api/v1/incidents?limit=100`, {
      headers: { authorization: `Bearer ${VIEWER_KEY}` },
    });
    const { items } = (await answer.json()) as { items: IncidentSummary[] };
    const found = items.find(({ services }) => services.includes(CAUSE) && services.includes(VICTIM));
    if (found) return found;
    if (Date.now() > late) throw new Error(`no incident of both among ${JSON.stringify(items)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** How many pixels of the lanes are drawn. */
async function coloured(page: Page): Promise<number> {
  return await page
    .getByTestId('lapwing-lanes')
    .locator('canvas')
    .evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement;
      const { data } =
        (element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height) ?? {};
      // Red and orange, the colours of HIGH and CRITICAL: the lines between lanes are grey.
      return data?.filter((red, i) => i % 4 === 0 && red > 200 && (data[i + 2] ?? 0) < 90).length ?? 0;
    });
}
