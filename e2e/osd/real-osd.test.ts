import { describe, test } from 'vitest';
import { openChromium } from '../demo/browser.ts';
import { walk } from './walk.ts';

/** An OpenSearch Dashboards with the plugin in it, set up for a Lapwing that has an incident going on. */
const OSD_URL = process.env['OSD_URL'];
/** Its page tries an inline script, to see whether the policy forbids it; a theme of its own may not be there. */
const OWN_ERRORS = /inline script|kui_/;

describe.skipIf(OSD_URL === undefined)('a real OpenSearch Dashboards (OSD_URL)', () => {
  test('from what is wrong to where it began', async () => {
    const browser = await openChromium();
    try {
      await walk(browser, (path) => new URL(`/app/lapwingAnomaly${path}`, OSD_URL).href, OWN_ERRORS);
    } finally {
      await browser.close();
    }
  });
});
