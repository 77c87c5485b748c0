import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openPage } from '../plugin/open-page.ts';

const PATIENT = { timeout: 20_000 };

/** By the attribute that OpenSearch Dashboards' own tests go by. */
export const part = (page: Page, name: string) => page.locator(`[data-test-subj="${name}"]`);

/**
 * From the overview to the incident, to one of its signals, and back, as a person on call goes. There must be an
 * incident that goes on. `pageOf` gives the address of a page of the app; errors that `host` matches are the host's own.
 */
export async function walk(browser: Browser, pageOf: (path: string) => string, host?: RegExp): Promise<void> {
  const { page, errors } = await openPage(browser, pageOf('/'));
  const incident = part(page, 'lapwingOngoing').getByRole('link').first();
  await incident.waitFor(PATIENT);
  const now = part(page, 'lapwingNow').getByRole('link');
  expect(await now.count()).toBeGreaterThan(0);

  await incident.click();
  await part(page, 'lapwingFacts').waitFor(PATIENT);
  expect(await part(page, 'lapwingSuspects').getByRole('listitem').count()).toBeGreaterThan(0);
  const service = part(page, 'lapwingTimeline').getByRole('button').first();
  await service.click();
  expect(await service.getAttribute('aria-pressed')).toBe('true');
  await part(page, 'lapwingLanes').getByRole('link').first().waitFor(PATIENT);
  expect(await part(page, 'lapwingHistory').getByRole('listitem').count()).toBeGreaterThan(0);

  const address = page.url();
  await part(page, 'lapwingMembers').getByRole('link').first().click();
  const chart = part(page, 'lapwingChart');
  await chart.locator('canvas').first().waitFor(PATIENT);
  expect(page.url()).toMatch(/\/signals\/[0-9a-f]{16}\?from=.+&to=.+/);
  await chart.getByRole('group').focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => chart.getByRole('status').innerText(), PATIENT).toContain('Expected');
  await page.goBack();
  await part(page, 'lapwingFacts').waitFor(PATIENT);
  expect(page.url()).toBe(address);

  await page
    .getByRole('tab', { name: 'Signals' })
    .or(page.getByRole('link', { name: 'Signals' }))
    .first()
    .click();
  await part(page, 'lapwingSignals').getByRole('link').first().waitFor(PATIENT);
  expect(errors.filter((error) => host?.test(error) !== true)).toEqual([]);
  await page.context().close();
}
