import type { Page } from 'playwright-core';

export interface Shot {
  /** File name without its ending, in docs/images. */
  name: string;
  width: number;
  height: number;
  theme: 'dark' | 'light';
  /** In which dashboards; Grafana unless told. */
  within?: 'opensearch-dashboards';
  /** Path of the page; `{signal}` stands for the finding's own page, `{incident}` for its incident's. */
  path: string;
  /** What to do before the picture is taken. */
  prepare?: (page: Page) => Promise<void>;
}

const DESKTOP = { width: 1440, height: 900 };
/** All panels below one another. */
const TALL = { width: 1440, height: 1900 };
const PHONE = { width: 390, height: 844 };
const OSD = { within: 'opensearch-dashboards' } as const;
const OVERVIEW = '/a/lapwing-anomaly-app';
const BACKTEST = `${OVERVIEW}/detectors/shop-duration-p95-ms?part=backtest`;

/** The pictures of the README and the guide. */
export const SHOTS: readonly Shot[] = [
  { name: 'demo-overview-dark', ...DESKTOP, theme: 'dark', path: OVERVIEW },
  { name: 'demo-overview-light', ...DESKTOP, theme: 'light', path: OVERVIEW },
  { name: 'demo-signal-dark', ...DESKTOP, theme: 'dark', path: '{signal}' },
  { name: 'demo-signal-light', ...DESKTOP, theme: 'light', path: '{signal}' },
  { name: 'demo-phone-overview-dark', ...PHONE, theme: 'dark', path: OVERVIEW },
  { name: 'demo-phone-signal-light', ...PHONE, theme: 'light', path: '{signal}' },
  { name: 'demo-phone-shop-dark', ...PHONE, theme: 'dark', path: OVERVIEW, prepare: openControls },
  { name: 'demo-phone-shop-light', ...PHONE, theme: 'light', path: OVERVIEW, prepare: openControls },
  { name: 'osd-overview-light', ...DESKTOP, ...OSD, theme: 'light', path: '/' },
  { name: 'osd-incident-dark', ...DESKTOP, ...OSD, theme: 'dark', path: '{incident}' },
  { name: 'osd-signal-light', ...DESKTOP, ...OSD, theme: 'light', path: '{signal}' },
  { name: 'app-incident-light', ...DESKTOP, theme: 'light', path: '{incident}' },
  { name: 'app-phone-incident-dark', ...PHONE, theme: 'dark', path: '{incident}' },
  { name: 'app-panels-dark', ...TALL, theme: 'dark', path: '/dashboard' },
  { name: 'app-alerts-light', ...DESKTOP, theme: 'light', path: `${OVERVIEW}/alerts` },
  { name: 'app-signals-dark', ...DESKTOP, theme: 'dark', path: `${OVERVIEW}/signals` },
  { name: 'app-detectors-light', ...DESKTOP, theme: 'light', path: `${OVERVIEW}/detectors` },
  { name: 'app-backtest-dark', ...DESKTOP, theme: 'dark', path: BACKTEST, prepare: runBacktest },
  { name: 'app-trends-light', ...DESKTOP, theme: 'light', path: `${OVERVIEW}/trends?period=7d&by=service` },
  { name: 'app-phone-alerts-dark', ...PHONE, theme: 'dark', path: `${OVERVIEW}/alerts` },
];

/** A day of one of the demo's detectors, judged anew: it stays within what a backtest may take. */
async function runBacktest(page: Page): Promise<void> {
  await page.getByRole('radio', { name: '1 day' }).check({ force: true });
  await page.getByRole('button', { name: 'Run it' }).click();
  await page.getByTestId('lapwing-backtest-headline').waitFor({ timeout: 120_000 });
  await page.getByTestId('lapwing-chart').locator('canvas').waitFor();
}

/** On a narrow screen the controls wait behind a button in the head. */
async function openControls(page: Page): Promise<void> {
  await page.locator('header button[aria-expanded]').click();
  await page.locator('[data-break]').first().waitFor({ state: 'visible' });
}
