import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const DESKTOP = { viewport: { width: 1440, height: 900 } };
export const PHONE = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};

/**
 * What Grafana 12 itself asks for in vain: shares of a dashboard that has none, and its catalogue where there is no internet; and its
 * word (406) that a dashboard is kept in schema v2.
 */
const GRAFANAS_OWN =
  /status of 406|\/api\/dashboards\/uid\/[^/]+\/public-dashboards|\/api\/gnet\/plugins|plugins from catalog/;

export interface OpenPage {
  page: Page;
  /** What the console called an error and what nobody caught. */
  errors: string[];
}

/** A page of its own, whose errors are kept, so that a test can say that there were none. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = DESKTOP,
): Promise<OpenPage> {
  const context = await browser.newContext({ ...options, timezoneId: 'UTC', locale: 'en-US' });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    const said = `${message.text()} (${message.location().url})`;
    if (message.type() === 'error' && !GRAFANAS_OWN.test(said)) errors.push(said);
  });
  await page.goto(url);
  return { page, errors };
}

/** How many pixels of the page's first chart have about this colour (red, green, blue, alpha; 0 to 255). */
export async function pixelsOf(page: Page, colour: readonly number[], off = 10): Promise<number> {
  return await page
    .locator('.uplot canvas')
    .first()
    .evaluate(
      (element, { colour, off }) => {
        const canvas = element as HTMLCanvasElement;
        const context = canvas.getContext('2d');
        if (!context) throw new Error('the chart has no picture');
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        let found = 0;
        for (let i = 0; i < data.length; i += 4) {
          if (colour.every((part, channel) => Math.abs((data[i + channel] ?? 0) - part) <= off)) found++;
        }
        return found;
      },
      { colour, off },
    );
}

/**
 * What the tooltip says at that share of the width of the first chart, nothing where there is none yet: a dashboard that is still
 * being laid out makes its charts anew, and a cursor that stood on one is gone.
 */
export async function tooltipAt(page: Page, share: number): Promise<string> {
  if ((await page.locator('.uplot .u-over').count()) > 0) await hover(page, share);
  return (await page.getByTestId('lapwing-tooltip').allInnerTexts()).join('\n');
}

/** Moves the mouse over the chart, from the left to the right by shares of its width, as a hand does. */
export async function hover(page: Page, share: number): Promise<void> {
  const box = await page.locator('.uplot .u-over').first().boundingBox();
  if (!box) throw new Error('no chart is shown');
  for (const step of [-0.02, -0.01, 0]) {
    await page.mouse.move(box.x + box.width * (share + step), box.y + box.height / 2);
  }
}
