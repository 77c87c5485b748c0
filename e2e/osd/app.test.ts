import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../demo/browser.ts';
import { PHONE, openPage } from '../plugin/open-page.ts';
import { EDITOR_KEY, type RealService, VIEWER_KEY, startRealService } from '../plugin/real-service.ts';
import { MARKUP } from '../plugin/shop.ts';
import { startSkewedService, withLaterWords, withMore } from '../plugin/skewed-service.ts';
import { needServer } from '../servers/index.ts';
import { type OsdHost, startOsdHost } from './host-server.ts';
import { sendBrokenShop } from './orders.ts';
import { startSecurity } from './security.ts';
import { part, walk } from './walk.ts';

const PATIENT = { timeout: 20_000 };

needServer('chromium')('the built OpenSearch Dashboards plugin on a real service', () => {
  let service: RealService;
  let host: OsdHost;
  let browser: Browser;
  const hosts: OsdHost[] = [];
  const hostWith = async (settings: object, openSearch?: string): Promise<OsdHost> => {
    const made = await startOsdHost({ serviceUrl: service.url, apiKey: EDITOR_KEY, ...settings }, openSearch);
    hosts.push(made);
    return made;
  };

  beforeAll(async () => {
    service = await startRealService();
    await sendBrokenShop(service, ['payment', 'checkout', MARKUP]);
    host = await hostWith({ writeRoles: ['*'] });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all(hosts.map((one) => one.close()));
    await service?.stop();
  });

  test.each(['16', '18'] as const)('from what is wrong to where it began, with React %s', (react) =>
    walk(browser, (path) => host.page(path, react)),
  );

  test('the address holds what is shown, and label values are text', async () => {
    const { page, errors } = await openPage(browser, host.page('/signals'));
    await page.getByLabel('Search labels').fill('<img');
    await expect.poll(() => page.url(), PATIENT).toContain('q=%3Cimg');
    await expect.poll(() => part(page, 'lapwingSignals').getByRole('link').count(), PATIENT).toBe(1);
    await page.reload();
    const text = await part(page, 'lapwingSignals').getByRole('link').innerText(PATIENT);
    expect(text).toContain(MARKUP);
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    await page.goto(host.page('/?severity=LOW&q=payment'));
    await page.getByText('0 of').waitFor(PATIENT);
    expect(errors).toEqual([]);
  });

  test('moments are written in the zone and the format of the settings; a phone scrolls one way, in the dark too', async () => {
    Object.assign(host.look, {
      darkMode: true,
      dateFormat: '[day] YYYY-MM-DD HH:mm',
      timeZone: 'Asia/Tokyo',
    });
    const { page, errors } = await openPage(browser, host.page('/incidents', '18'), PHONE);
    const row = part(page, 'lapwingIncidents').getByRole('link').first();
    await row.click(PATIENT);
    await part(page, 'lapwingFacts').waitFor(PATIENT);
    const began = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
    expect(await part(page, 'lapwingFacts').innerText()).toMatch(/since day \d{4}-\d{2}-\d{2} \d{2}:\d{2}/);
    expect(await part(page, 'lapwingHistory').innerText()).toContain(`day ${began.slice(0, 8)}`);
    const wider = (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await wider()).toBeLessThanOrEqual(0);
    await part(page, 'lapwingMembers').getByRole('link').first().click();
    await part(page, 'lapwingChart').locator('canvas').first().waitFor(PATIENT);
    expect(await wider()).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
    Object.assign(host.look, { darkMode: false, dateFormat: 'MMM D, YYYY @ HH:mm:ss', timeZone: 'UTC' });
  });

  test('who may not change an incident sees why, and is refused by the server half too', async () => {
    const security = await startSecurity();
    const strict = await hostWith({}, security.url);
    strict.person.headers = { 'x-roles': 'reader' };
    const { page } = await openPage(browser, strict.page('/incidents'));
    await part(page, 'lapwingIncidents').getByRole('link').first().click(PATIENT);
    expect(await part(page, 'lapwingWhyNot').innerText(PATIENT)).toContain('lapwingAnomaly.writeRoles');
    expect(await page.getByRole('button', { name: 'Acknowledge' }).isDisabled()).toBe(true);
    const id = page.url().split('/').at(-1) ?? '';
    const route = new URL(`/16/api/lapwing/v1/incidents/${id}/acknowledge`, page.url());
    const post = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(route, { method: 'POST', headers })).status;
    expect(await post({ 'osd-xsrf': 'x' })).toBe(403);
    expect(await post({}), 'a foreign page can’t send the header').toBe(400);
    strict.person.headers = { 'x-roles': 'reader,lapwing_editor' };
    await page.reload();
    await expect
      .poll(() => page.getByRole('button', { name: 'Acknowledge' }).isEnabled(), PATIENT)
      .toBe(true);
    // The plugin’s own key may be too low for it.
    const viewer = await hostWith({ apiKey: VIEWER_KEY }, security.url);
    viewer.person.headers = strict.person.headers;
    await page.goto(viewer.page(`/incidents/${id}`));
    await page.getByText('role viewer').waitFor(PATIENT);
    security.close();
  });

  test('who may acknowledges and judges; what happened says so', async () => {
    const { page, errors } = await openPage(browser, host.page('/incidents', '18'));
    await part(page, 'lapwingIncidents').getByRole('link').first().click(PATIENT);
    await page.getByRole('button', { name: 'Acknowledge' }).click(PATIENT);
    await part(page, 'lapwingFacts').getByText('Acknowledged').waitFor(PATIENT);
    expect(await part(page, 'lapwingHistory').innerText()).toContain('acknowledged');
    const members = part(page, 'lapwingMembers').getByRole('listitem').first();
    await members.getByRole('button', { name: /: not an anomaly$/ }).click(PATIENT);
    await members.getByText('Not an anomaly, says editor').waitFor(PATIENT);
    await members.getByRole('button', { name: 'Take back' }).click(PATIENT);
    await members.getByRole('button', { name: /: real$/ }).waitFor(PATIENT);
    expect(errors).toEqual([]);
  });

  test('a newer service: what it says in words that nobody knows is told as such, beside all else', async () => {
    const newer = await startSkewedService(service.url);
    newer.change = (body) => withMore(withLaterWords(body));
    const skewed = await hostWith({ serviceUrl: newer.url });
    const { page, errors } = await openPage(browser, skewed.page('/signals'));
    await part(page, 'lapwingSignals').getByText('profile (unknown to this version)').waitFor(PATIENT);
    await page.goto(skewed.page('/incidents'));
    await part(page, 'lapwingIncidents').getByText('snoozed (unknown to this version)').waitFor(PATIENT);
    await part(page, 'lapwingIncidents').getByRole('link').first().click();
    await part(page, 'lapwingHistory').getByText('escalated (unknown to this version)').waitFor(PATIENT);
    await page.getByText('The service is newer than this plugin').waitFor();
    expect(await part(page, 'lapwingProblem').count()).toBe(0);
    expect(errors).toEqual([]);
    await newer.close();
  });

  test('a wrong key or address is named at the start and on the page; the key stays on the server', async () => {
    const wrong = await hostWith({ apiKey: 'lpw_wrong-key-000000000000000000000000000' });
    await expect.poll(() => wrong.server.log.join('\n'), PATIENT).toContain('ERROR Lapwing refused the key');
    const { page } = await openPage(browser, wrong.page('/'));
    await expect
      .poll(() => part(page, 'lapwingProblem').innerText(), PATIENT)
      .toContain('lapwingAnomaly.apiKey');
    const away = await hostWith({ serviceUrl: 'http://127.0.0.1:9' });
    await page.goto(away.page('/', '18'));
    await expect
      .poll(() => part(page, 'lapwingProblem').innerText(), PATIENT)
      .toContain('Lapwing does not answer');
    const told = [wrong, away, host].flatMap(({ server }) => server.log).join('\n') + (await page.content());
    expect(told).not.toContain('lpw_');
    await expect(hostWith({ servicUrl: 'x' })).rejects.toThrow('servicUrl');
  });
});
