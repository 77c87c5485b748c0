import { expect, test } from 'vitest';
import { PanelSettings } from './settings.ts';

test.each([
  [undefined, { view: 'lanes' }],
  [{}, { view: 'lanes' }],
  [{ view: 'of a later version', signalId: 7 }, { view: 'lanes' }],
  [
    { view: 'chart', signalId: 'a', more: 1 },
    { view: 'chart', signalId: 'a' },
  ],
])('%j of a saved dashboard is %j', (saved, settings) => {
  expect(PanelSettings.parse(saved)).toEqual(settings);
});
