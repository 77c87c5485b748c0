import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../demo/browser.ts';
import { openPage } from '../plugin/open-page.ts';
import { EDITOR_KEY, type RealService, startRealService } from '../plugin/real-service.ts';
import { type RunningOpenSearch, needServer, startOpenSearch } from '../servers/index.ts';
import { type AlertingOpenSearch, startAlerting } from './alerting.ts';
import { shopDashboard } from './dashboard-spec.ts';
import {
  addPanel,
  badgeOf,
  choose,
  editPanel,
  makeDetector,
  panelOf,
  removeDetector,
} from './dashboard-steps.ts';
import { type OsdHost, startOsdHost } from './host-server.ts';
import { BROKEN, LOGS, asking, writeShopLogs } from './shop-logs.ts';
import { part } from './walk.ts';

const PATIENT = { timeout: 30_000 };

needServer('opensearch', 'chromium')('the plugin on a dashboard, over a real service and OpenSearch', () => {
  let openSearch: RunningOpenSearch;
  let alerting: AlertingOpenSearch;
  let service: RealService;
  let host: OsdHost;
  let browser: Browser;

  beforeAll(async () => {
    openSearch = await startOpenSearch();
    alerting = await startAlerting(openSearch.url);
    await writeShopLogs(asking(openSearch.url), Date.now());
    service = await startRealService({
      sources: { logs: { type: 'opensearch', url: openSearch.url } },
      output: { opensearch: { url: openSearch.url, refresh_interval: '1s' } },
      detectors: [
        {
          ...{ id: 'lines', name: 'Lines by service', source: 'logs', kind: 'log', interval: '1m' },
          ...{ history: '12h', delay: '1s', labels: { metric: 'lines' } },
          query: { type: 'opensearch', index: LOGS, split_by: ['service'], measure: { type: 'count' } },
        },
      ],
    });
    host = await startOsdHost(
      { serviceUrl: service.url, apiKey: EDITOR_KEY, writeRoles: ['*'] },
      alerting.url,
    );
    host.dashboard = shopDashboard();
    browser = await openChromium();
    await service.found(({ detector_id, labels }) => detector_id === 'lines' && labels['service'] === BROKEN);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    await service?.stop();
    alerting?.close();
    await openSearch?.stop();
  });

  test('a detector made in a panel’s menu, its badge and its marks on the chart; and all of it undone', async () => {
    const { page, errors } = await openPage(browser, host.dashboardPage('16'));
    // Lines of both services are watched already, and not those of errors alone.
    await badgeOf(page, 'Lines by service').waitFor(PATIENT);
    expect(await badgeOf(page, 'Errors a minute').count()).toBe(0);
    expect(await badgeOf(page, 'Lines of cart').count()).toBe(0);

    const id = await makeDetector(page, 'Errors a minute');
    expect(id).toBe('errors-a-minute');
    const found = await service.found(({ detector_id: of }) => of === id);
    await page.reload();
    await badgeOf(page, 'Errors a minute').waitFor(PATIENT);
    const marks = panelOf(page, 'Errors a minute').locator('[data-test-subj="visLayers"]');
    await marks.getByText('1 Critical anomalies').waitFor(PATIENT);
    expect(await marks.getByRole('link').getAttribute('href')).toContain(
      `/16/app/lapwingAnomaly/signals/${found.signal_id}?from=`,
    );

    await badgeOf(page, 'Errors a minute').click();
    const list = part(page, 'lapwingAnomalies');
    await list.getByRole('link').first().click(PATIENT);
    await part(page, 'lapwingChart').locator('canvas').first().waitFor(PATIENT);
    expect(page.url()).toContain(`/signals/${found.signal_id}`);
    await page
      .getByRole('button', { name: /^What makes it up/ })
      .first()
      .click();
    await part(page, 'lapwingExplanation').getByRole('rowheader', { name: BROKEN }).waitFor(PATIENT);

    await page.goBack();
    await badgeOf(page, 'Errors a minute').waitFor(PATIENT);
    await removeDetector(page, 'Errors a minute');
    await badgeOf(page, 'Errors a minute').waitFor({ state: 'detached', ...PATIENT });
    expect(await marks.getByRole('listitem').count()).toBe(0);
    const { items } = await service.get<{ items: { id: string }[] }>('/api/v1/detectors');
    expect(items.map((one) => one.id)).not.toContain(id);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('without the service badges come out of the indices, and who wants a detector sees what it takes', async () => {
    const reading = await startOsdHost({}, openSearch.url);
    reading.dashboard = shopDashboard();
    const { page, errors } = await openPage(browser, reading.dashboardPage('16'));
    await badgeOf(page, 'Lines by service').waitFor(PATIENT);
    expect(await badgeOf(page, 'Lines of cart').count()).toBe(0);
    await choose(page, 'Lines by service', 'LAPWING_DETECT');
    await part(page, 'lapwingWatching').getByText('Lines by service').first().waitFor(PATIENT);
    await part(page, 'lapwingWhyNot').getByText('lapwingAnomaly.serviceUrl').waitFor(PATIENT);
    expect(await part(page, 'lapwingCreate').count()).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
    await reading.close();
  });

  test('panels of our own: a signal with its band, lanes, an incident; each added or edited as any panel is', async () => {
    const { page, errors } = await openPage(browser, host.dashboardPage('18'));
    await page.getByRole('button', { name: 'Edit', exact: true }).click(PATIENT);
    await page.getByRole('button', { name: 'Add Lapwing anomalies' }).click(PATIENT);
    await addPanel(page, { view: 'Signal, with what was expected', search: BROKEN });
    const chart = panelOf(page, `.*${BROKEN}`);
    await chart.locator('canvas').first().waitFor(PATIENT);
    // It follows the dashboard's time range.
    expect(await chart.getByRole('link').getAttribute('href')).toMatch(
      /\/signals\/[0-9a-f]{16}\?from=\d+&to=\d+/,
    );

    await editPanel(page, `.*${BROKEN}`, { view: 'Swim lanes of anomalies' });
    const lanes = panelOf(page, 'Anomalies').locator('[data-test-subj="lapwingLanes"]');
    await lanes.getByRole('link').first().waitFor(PATIENT);
    await editPanel(page, 'Anomalies', { view: 'Timeline of an incident' });
    const incident = panelOf(page, 'Incident');
    await incident.getByRole('button', { name: BROKEN }).first().waitFor(PATIENT);
    await incident.getByRole('link').first().click();
    await part(page, 'lapwingFacts').waitFor(PATIENT);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('a monitor and its channel in OpenSearch, where the plugins are; else the form says that they are missing', async () => {
    const { page, errors } = await openPage(browser, host.dashboardPage('18'));
    const open = async (): Promise<void> => {
      await choose(page, 'Lines by service', 'LAPWING_DETECT');
      await page.getByRole('button', { name: 'Alert in OpenSearch' }).click(PATIENT);
    };
    await open();
    await part(page, 'lapwingNoMonitor').getByText('no Alerting plugin').waitFor(PATIENT);

    alerting.installed = true;
    await page.reload();
    await open();
    const form = part(page, 'lapwingAlerting');
    await form.getByRole('button', { name: 'New channel' }).click(PATIENT);
    await form.getByLabel('Address').fill('https://hooks.example/x');
    // By the keyboard: what unfolds moves under a mouse.
    await part(page, 'lapwingMakeChannel').press('Enter');
    await form.getByText('The channel On call is made').waitFor(PATIENT);
    await part(page, 'lapwingMakeMonitor').press('Enter');
    await form.getByText('The monitor Lapwing: Lines by service is made').waitFor(PATIENT);
    const [monitor] = alerting.monitors;
    if (monitor === undefined) throw new Error('no monitor was made');
    const [{ bucket_level_trigger: trigger }] = monitor.triggers;
    expect(trigger.actions.map(({ destination_id: to }) => to)).toEqual(['lapwing-on-call']);
    // The real OpenSearch runs its query: one bucket a series.
    const found = await alerting.find(monitor);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^metric=lines service=${BROKEN} [0-9a-f]{16}$`));

    await part(page, 'lapwingMakeMonitor').press('Enter');
    await part(page, 'lapwingProblem').getByText('already').waitFor(PATIENT);
    // Refusals stand in the console of the browser, too.
    expect(errors.filter((error) => !error.includes('/api/lapwing/alerting'))).toEqual([]);
    await page.context().close();
  });
});
