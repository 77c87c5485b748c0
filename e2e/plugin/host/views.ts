// What the preview and Grafana show each in a way of their own, as a test asks for it.
import type { Page } from 'playwright-core';
import { pixelsOf } from '../open-page.ts';
import { IN_GRAFANA } from './plugin-host.ts';

/** The colour of a critical mark: red, green, blue, alpha. */
const CRITICAL_BAR = [224, 47, 68, 255];
const MARKER = 'data-testid annotation-marker';

/** What the tooltips of the marks on the stock chart say first. */
export async function markTitles(page: Page): Promise<string[]> {
  if (!IN_GRAFANA) return await page.getByTestId('stock-marks').locator('li').allTextContents();
  const markers = page.getByTestId(MARKER);
  const titles: string[] = [];
  for (let i = 0, count = await markers.count(); i < count; i++) {
    await markers.nth(i).hover({ force: true });
    const tooltip = page.getByTestId('annotation-marker');
    await tooltip.waitFor();
    titles.push(await tooltip.innerText());
    await page.mouse.move(0, 0);
    await tooltip.waitFor({ state: 'detached' });
  }
  return titles;
}

/** How much of the stock chart is a critical mark, in the host's own measure. */
export async function criticalMarks(page: Page): Promise<number> {
  if (!IN_GRAFANA) return await pixelsOf(page, CRITICAL_BAR);
  return await page
    .getByTestId(MARKER)
    .evaluateAll(
      (marks, colour) =>
        marks
          .filter((mark) => getComputedStyle(mark).backgroundColor === colour)
          .reduce((sum, mark) => sum + mark.clientWidth, 0),
      `rgb(${CRITICAL_BAR.slice(0, 3).join(', ')})`,
    );
}

/** True when the stock chart's panel says so: in the preview above the chart, in Grafana at the panel's corner. */
export async function panelSays(page: Page, said: RegExp): Promise<boolean> {
  if (!IN_GRAFANA) return (await page.getByTestId('stock-chart').getByText(said).count()) === 1;
  await page.getByTestId('title-items-container').locator('svg').first().hover();
  await page.getByText(said).waitFor();
  return true;
}

/** The text of the table that a query in Explore gives; empty while there is none. */
export async function tableText(page: Page): Promise<string> {
  const table = IN_GRAFANA ? page.getByRole('table').first() : page.getByTestId('preview-table').first();
  return (await table.count()) === 0 ? '' : await table.innerText();
}
