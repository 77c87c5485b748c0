import type { Locator, Page } from 'playwright-core';
import { part } from './walk.ts';

// Found by the marks that OpenSearch Dashboards' own panels bear, so that the same steps go in a real one.

const PATIENT = { timeout: 30_000 };

/** A panel of a dashboard, by the beginning of its title: badges stand at its end. */
export function panelOf(page: Page, title: string): Locator {
  const words = new RegExp(`^(Dashboard panel: )?${title}`);
  return part(page, 'embeddablePanel').filter({
    has: page.locator('[data-test-subj="dashboardPanelTitle"]', { hasText: words }),
  });
}

/** What the plugin says beside a panel's title. */
export function badgeOf(page: Page, title: string): Locator {
  return panelOf(page, title).locator('.embPanel__headerBadge', { hasText: 'anomal' });
}

/** Chooses an entry of a panel's menu, by the id of its action. */
export async function choose(page: Page, title: string, action: string): Promise<void> {
  const panel = panelOf(page, title);
  await panel.hover(PATIENT);
  await panel.locator('[data-test-subj="embeddablePanelToggleMenuIcon"]').click(PATIENT);
  const entry = part(page, `embeddablePanelAction-${action}`);
  // Where a menu has many entries some are on its second page.
  const more = part(page, 'embeddablePanelMore-mainMenu');
  await entry.or(more).first().waitFor(PATIENT);
  if (!(await entry.isVisible())) await more.click(PATIENT);
  await entry.click(PATIENT);
}

/** From a panel's menu to a detector of what it shows; tried first. Its id. */
export async function makeDetector(page: Page, title: string): Promise<string> {
  await choose(page, title, 'LAPWING_DETECT');
  const form = part(page, 'lapwingDetect');
  const id = await form.getByLabel('Id', { exact: true }).inputValue(PATIENT);
  await form.getByRole('button', { name: 'Try it' }).click();
  await form.getByText('It would watch 1 series').waitFor(PATIENT);
  await part(page, 'lapwingCreate').click();
  await part(page, 'lapwingDone').getByText('Its first scores come').waitFor(PATIENT);
  await closeFlyout(page);
  return id;
}

/** And away with it, by the same menu; a detector of a panel bears the panel's name. */
export async function removeDetector(page: Page, title: string): Promise<void> {
  await choose(page, title, 'LAPWING_DETECT');
  const watching = part(page, 'lapwingWatching').filter({ hasText: title });
  await watching.getByRole('button', { name: 'Remove this detector' }).click(PATIENT);
  await part(page, 'lapwingRemoveDetector').click();
  await part(page, 'lapwingDone').getByText('is watched no more').waitFor(PATIENT);
  await closeFlyout(page);
}

export async function closeFlyout(page: Page): Promise<void> {
  await page.locator('.euiFlyout__closeButton').last().click(PATIENT);
  await page.locator('.euiFlyout').waitFor({ state: 'detached', ...PATIENT });
}

/** What a panel of ours is to show: a view, by its name, and what of it, by a part of its name. */
interface Wish {
  view: string;
  search?: string;
}

/** Answers the form that a new panel asks. */
export async function addPanel(page: Page, { view, search }: Wish): Promise<void> {
  const form = part(page, 'lapwingEditor');
  // The button itself lies outside of what is seen: people click its label.
  await form.getByText(view, { exact: true }).click(PATIENT);
  if (search !== undefined) {
    await part(page, 'lapwingChoice').locator('input').fill(search);
    await page.getByRole('option', { name: search }).first().click(PATIENT);
  }
  await part(page, 'lapwingSave').click(PATIENT);
  await form.waitFor({ state: 'detached', ...PATIENT });
}

/** The same for a panel that is there, by its menu. */
export async function editPanel(page: Page, title: string, wish: Wish): Promise<void> {
  await choose(page, title, 'LAPWING_EDIT');
  await addPanel(page, wish);
}
