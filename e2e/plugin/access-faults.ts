import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What is Grafana's own, in the preview as in a real one: the plugin can't mend it. */
const GRAFANAS_OWN = ['[data-testid^="data-testid RefreshPicker"]', '[data-testid="stock-chart"]'];
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const WORST = ['serious', 'critical'];

/**
 * What axe-core calls serious or critical on the page as it stands, a line each; `within` a part of it alone. Contrast,
 * names, roles: what a screen reader or weak eyes would stumble over.
 */
export async function accessFaults(page: Page, within = 'main'): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    async ({ include, exclude, standards }) => {
      const { axe: runner } = window as unknown as { axe: typeof axe };
      return await runner.run(
        { include: [include], exclude },
        { runOnly: standards, resultTypes: ['violations'] },
      );
    },
    { include: within, exclude: GRAFANAS_OWN, standards: STANDARDS },
  );
  return violations
    .filter(({ impact }) => WORST.includes(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 300)}`));
}
