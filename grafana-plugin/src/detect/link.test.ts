import { expect, test } from 'vitest';
import pluginJson from '../plugin.json';
import { DETECT_LINK, hasQueries } from './link.ts';

/** Grafana cuts a longer one, and takes none with less than ten. */
const MOST_LETTERS = 22;
const FEWEST_LETTERS = 10;

test('the link is the one of plugin.json, and its title is read whole', () => {
  const [declared] = pluginJson.extensions.addedLinks;
  expect(declared).toMatchObject({ title: DETECT_LINK.title, description: DETECT_LINK.description });
  expect(DETECT_LINK.title.length).toBeLessThanOrEqual(MOST_LETTERS);
  expect(DETECT_LINK.title.length).toBeGreaterThanOrEqual(FEWEST_LETTERS);
});

test('panels without a query have no such link', () => {
  expect([undefined, { targets: [] }, { targets: [{ refId: 'A' }] }].map(hasQueries)).toEqual([
    false,
    false,
    true,
  ]);
});
