import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../demo/browser.ts';
import { type RunningPrometheus, needServer, startPrometheus } from '../servers/index.ts';
import { SHOP, dashboardV1, dashboardV2, ordersIn } from './detect-shop.ts';
import { IN_GRAFANA, startHost } from './host/plugin-host.ts';
import type { PluginHost } from './host/upstream.ts';
import { accessFaults } from './access-faults.ts';
import { openPage } from './open-page.ts';
import { EDITOR_KEY, type RealService, startRealService } from './real-service.ts';

const PATIENT = 30_000;
const V2 = '/apis/dashboard.grafana.app/v2beta1/namespaces/default/dashboards';
const RULES = '/api/v1/provisioning/alert-rules';
/** Where a test leaves its picture, when somebody wants to look. */
const PICTURES = process.env['LAPWING_PICTURES'];

interface V1 {
  version: number;
  panels: { id: number; datasource: unknown; targets: Record<string, unknown>[] }[];
}
interface V2 {
  spec: {
    elements: Record<string, { spec: { data: { spec: { queries: { spec: { query: unknown } }[] } } } }>;
  };
}

needServer('chromium', 'prometheus')('detect anomalies on a panel that somebody has', () => {
  let prometheus: RunningPrometheus;
  let service: RealService;
  let host: PluginHost;
  let browser: Browser;

  async function api<T>(method: string, place: string, body?: unknown, also: number[] = []): Promise<T> {
    const answer = await fetch(`${host.url}${place}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok && !also.includes(answer.status))
      throw new Error(`${method} ${place}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  const v1 = async (): Promise<V1> =>
    (await api<{ dashboard: V1 }>('GET', `/api/dashboards/uid/${SHOP}`)).dashboard;
  const v2 = (): Promise<V2> => api<V2>('GET', `${V2}/${SHOP}-v2`);
  const queriesOfV2 = async (): Promise<unknown[]> =>
    (await v2()).spec.elements['panel-1']?.spec.data.spec.queries.map(({ spec }) => spec.query) ?? [];

  async function detect(
    uid: string,
    title: string,
  ): Promise<{ page: Page; dialog: Locator; errors: string[] }> {
    const { page, errors } = await openPage(browser, `${host.url}/d/${uid}`);
    const panel = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: title, exact: true }) });
    await panel.first().hover();
    const link = page.getByRole('menuitem', { name: 'Detect anomalies' });
    // Grafana makes the menu anew when it has found out who adds to it: the pointer may have to come again.
    const openMenu = async (): Promise<boolean> => {
      const extensions = page.getByRole('menuitem', { name: 'Extensions' });
      if (!(await extensions.isVisible())) {
        await panel.first().hover();
        await panel
          .first()
          .getByRole('button', { name: /^Menu for panel/ })
          .click();
        await extensions.waitFor();
      }
      await page.mouse.move(0, 0);
      await extensions.hover();
      return link.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(openMenu, { timeout: PATIENT }).toBe(true);
    await link.click();
    const dialog = page.getByTestId('lapwing-detect');
    await dialog.waitFor({ timeout: PATIENT });
    return { page, dialog, errors };
  }
  const picture = async (page: Page, name: string): Promise<void> => {
    if (PICTURES === undefined) return;
    await mkdir(PICTURES, { recursive: true });
    await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  };

  beforeAll(async () => {
    prometheus = await startPrometheus();
    await prometheus.write(ordersIn(Date.now()));
    service = await startRealService({
      sources: { metrics: { type: 'prometheus', url: prometheus.url } },
      detectors: [
        {
          ...{
            id: 'orders',
            name: 'Orders',
            source: 'metrics',
            kind: 'metric',
            interval: '1m',
            history: '3d',
          },
          query: { type: 'prometheus', expr: 'orders{job="shop"}' },
        },
      ],
    });
    await service.found((anomaly) => anomaly.labels['service'] === 'checkout');
    host = await startHost({ url: service.url, key: EDITOR_KEY });
    browser = await openChromium();
    const source = {
      type: 'prometheus',
      uid: 'shop-prom',
      name: 'Metrics of the shop',
      access: 'proxy',
      url: prometheus.url,
    };
    await api('DELETE', '/api/datasources/uid/shop-prom', undefined, [404]);
    await api('POST', '/api/datasources', source);
    await api('DELETE', `${V2}/${SHOP}-v2`, undefined, [404]);
    // A Grafana that ran these tests before.
    for (const { uid, labels } of await api<{ uid: string; labels?: Record<string, string> }[]>(
      'GET',
      RULES,
    )) {
      if (labels?.['lapwing_detector'] === 'orders') await api('DELETE', `${RULES}/${uid}`);
    }
    await api('POST', '/api/dashboards/db', { dashboard: dashboardV1(), overwrite: true, message: 'first' });
    await api('POST', V2, dashboardV2());
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    await service?.stop();
    await prometheus?.stop();
  });

  test('schema v1: the detector that watches it, what a budget brings, the overlay, and back', async () => {
    const before = await v1();
    const { page, dialog, errors } = await detect(SHOP, 'Orders a minute');
    await dialog.getByText('A detector watches it already').waitFor();
    const budget = dialog.getByTestId('lapwing-budget');
    await budget.waitFor({ timeout: PATIENT });
    const slider = dialog.getByRole('slider', { name: 'Alert budget' });
    const counts: number[] = [];
    for (const end of ['Home', 'End']) {
      await slider.press(end);
      counts.push(Number.parseFloat((await budget.innerText()).replaceAll(',', '')));
    }
    expect(counts[1]).toBeGreaterThan(counts[0] ?? Number.NaN);
    await picture(page, 'detect');
    expect(await accessFaults(page, '[role="dialog"]')).toEqual([]);

    await dialog.getByRole('button', { name: 'Add to the panel' }).click();
    await dialog.getByTestId('lapwing-added').waitFor({ timeout: PATIENT });
    const added = await v1();
    expect(added.version).toBe(before.version + 1);
    expect(added.panels[0]).toMatchObject({
      datasource: { type: 'datasource', uid: '-- Mixed --' },
      targets: [
        { refId: 'A', datasource: { type: 'prometheus', uid: 'shop-prom' } },
        {
          ...{
            refId: 'B',
            datasource: { type: 'lapwing-anomaly-datasource' },
            kind: 'overlay',
            detectorId: 'orders',
          },
          matchers: [{ label: 'service', operator: '=~', value: '$service' }],
        },
      ],
    });
    expect(added.panels.slice(1)).toEqual(before.panels.slice(1));

    await dialog.getByRole('button', { name: 'Undo' }).click();
    await dialog.getByText('The overlay was taken back').waitFor();
    expect((await v1()).panels).toEqual(before.panels);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('schema v2: by its own API, and never by the old one', async () => {
    const before = await queriesOfV2();
    const { page, dialog } = await detect(`${SHOP}-v2`, 'Orders a minute');
    await dialog.getByRole('button', { name: 'Add to the panel' }).click();
    await dialog.getByTestId('lapwing-added').waitFor({ timeout: PATIENT });
    expect(await queriesOfV2()).toMatchObject([
      ...before,
      { group: 'lapwing-anomaly-datasource', spec: { kind: 'overlay', detectorId: 'orders' } },
    ]);
    const old = await api<{ message: string }>('GET', `/api/dashboards/uid/${SHOP}-v2`, undefined, [406]);
    expect(old.message).toContain('v2beta1');
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await dialog.getByText('The overlay was taken back').waitFor();
    expect(await queriesOfV2()).toEqual(before);
    await page.context().close();
  });

  test('a panel that nobody watches gets a detector for every value of its variable, tried on its past', async () => {
    const { page, dialog } = await detect(SHOP, 'All orders');
    await dialog.getByText('No detector watches this query yet').waitFor();
    const expression = dialog.getByLabel('Expression');
    expect(await expression.inputValue()).toBe('sum by (service) (orders{job="shop"})');
    await dialog.getByTestId('lapwing-budget').waitFor({ timeout: PATIENT });
    await dialog.getByRole('slider', { name: 'Alert budget' }).press('End');
    await picture(page, 'detect-new');
    expect(await accessFaults(page, '[role="dialog"]')).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the detector and add it to the panel' }).click();
    await dialog.getByTestId('lapwing-added').waitFor({ timeout: PATIENT });
    const made = await service.get<{ alert_budget: { false_alerts: number } }>(
      '/api/v1/detectors/all-orders',
    );
    expect(made.alert_budget.false_alerts).toBeGreaterThan(1);
    expect((await v1()).panels[1]?.targets[1]).toMatchObject({
      ...{ detectorId: 'all-orders', matchers: [{ label: 'service', operator: '=', value: '$one' }] },
    });
    await page.context().close();
  });

  test('somebody else saved meanwhile: nothing is overwritten, and looking again helps', async () => {
    const { page, dialog } = await detect(SHOP, 'Orders a minute');
    await dialog.getByRole('button', { name: 'Add to the panel' }).waitFor({ timeout: PATIENT });
    const theirs = { ...(await v1()), tags: ['theirs'] };
    await api('POST', '/api/dashboards/db', { dashboard: theirs, overwrite: false, message: 'theirs' });
    await dialog.getByRole('button', { name: 'Add to the panel' }).click();
    await dialog.getByText('Somebody saved this dashboard meanwhile').waitFor({ timeout: PATIENT });
    expect((await v1()).panels[0]?.targets).toHaveLength(1);
    await dialog.getByRole('button', { name: 'Look again' }).click();
    await dialog.getByRole('button', { name: 'Add to the panel' }).click();
    await dialog.getByTestId('lapwing-added').waitFor({ timeout: PATIENT });
    expect(await v1()).toMatchObject({ tags: ['theirs'] });
    await page.context().close();
  });

  test('an alert rule goes to a contact point that there is, and is known the second time', async () => {
    const before = await api<{ uid: string }[]>('GET', RULES);
    const { page, dialog } = await detect(SHOP, 'Orders a minute');
    const openAlert = async (): Promise<Locator> => {
      await dialog.getByRole('button', { name: 'Alert on this' }).click();
      const alert = page.getByTestId('lapwing-alert');
      await alert.waitFor();
      return alert;
    };
    let alert = await openAlert();
    await alert.getByLabel('Contact point').click();
    await page.getByRole('option', { name: /grafana-default-email/ }).click();
    await picture(page, 'alert-on-this');
    expect(await accessFaults(page, '[data-testid="lapwing-alert"]')).toEqual([]);
    await alert.getByRole('button', { name: 'Make the rule' }).click();
    await alert.getByText('The rule is there').waitFor({ timeout: PATIENT });
    const rules = await api<{ uid: string; notification_settings: unknown; for: string; labels: unknown }[]>(
      'GET',
      RULES,
    );
    // A real Grafana lists them by name.
    const known = new Set(before.map(({ uid }) => uid));
    expect(rules.filter(({ uid }) => !known.has(uid))).toMatchObject([
      {
        notification_settings: { receiver: 'grafana-default-email' },
        ...{ labels: { app: 'lapwing', lapwing_detector: 'orders' }, for: '2m' },
      },
    ]);
    await alert.getByRole('button', { name: 'Close' }).click();
    alert = await openAlert();
    await alert.getByText('There is such a rule already').waitFor({ timeout: PATIENT });
    expect(await alert.getByRole('button', { name: 'Make the rule' }).isDisabled()).toBe(true);
    await page.context().close();
  });

  test('who may only look sees who watches, and why nothing can be changed', async () => {
    host.role = 'Viewer';
    const { page, dialog } = await detect(SHOP, 'Errors');
    await dialog.getByText(/You may look at this dashboard and not change it/).waitFor({ timeout: PATIENT });
    expect(await dialog.getByRole('button', { name: /add it to the panel/ }).count()).toBe(0);
    await page.context().close();
    host.role = 'Admin';
  });

  test('one action takes every overlay off again, from dashboards of both schemas', async () => {
    const second = await detect(`${SHOP}-v2`, 'Orders a minute');
    await second.dialog.getByRole('button', { name: 'Add to the panel' }).click();
    await second.dialog.getByTestId('lapwing-added').waitFor({ timeout: PATIENT });
    await second.page.context().close();
    const { page } = await openPage(browser, `${host.url}/a/lapwing-anomaly-app/overlays`);
    const list = page.getByTestId('lapwing-overlays');
    await list.getByText('Overlay on Orders a minute, All orders').waitFor({ timeout: PATIENT });
    await picture(page, 'overlays');
    expect(await accessFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove every overlay' }).click();
    await page.getByRole('button', { name: 'Remove them' }).click();
    const report = page.getByTestId('lapwing-report');
    await report.waitFor({ timeout: PATIENT });
    if (!IN_GRAFANA) await report.getByText('Overlays removed from 2 dashboards').waitFor();
    expect((await v1()).panels).toEqual((dashboardV1() as unknown as V1).panels);
    expect(await queriesOfV2()).toHaveLength(1);
    await page.context().close();
  });
});
