import { expect, test } from 'vitest';
import { storedV1, storedV2 } from './testing.ts';
import { panelV1 } from './testing.ts';
import { panelViews } from './panel-view.ts';
import { transforms, whyNoBandOn } from './why-no-band.ts';

const override = (id: string, options: unknown, ...properties: string[]) => ({
  matcher: { id, options },
  properties: properties.map((property) => ({ id: property, value: 1 })),
});

test.each([
  ['another panel', 'state-timeline', {}, /state-timeline/],
  ['sums of all fields', 'timeseries', { transformations: [{ id: 'calculateField' }] }, /transforms/],
  ['stacks', 'timeseries', { stacking: 'percent' }, /stacks/],
  [
    'lines of all',
    'timeseries',
    { overrides: [override('byRegexp', '/.*/', 'custom.lineWidth')] },
    /override/,
  ],
  [
    'names of numbers',
    'timeseries',
    { overrides: [override('byType', 'number', 'displayName')] },
    /override/,
  ],
  [
    'fill of all but one',
    'timeseries',
    { overrides: [override('byNames', { mode: 'exclude', names: ['a'] }, 'custom.fillOpacity')] },
    /override/,
  ],
])('%s: no band', (_what, type, look, why) => expect(whyNoBandOn(type, look)).toMatch(why));

test.each([
  ['nothing', {}],
  ['a transformation that is switched off', { transformations: [{ id: 'reduce', disabled: true }] }],
  ['series beside each other', { stacking: 'none' }],
  ['colours and units of all', { overrides: [override('byRegexp', '/.*/', 'color', 'unit')] }],
  ['lines of one', { overrides: [override('byName', 'a', 'custom.lineWidth')] }],
  ['lines of another query', { overrides: [override('byFrameRefID', 'A', 'custom.lineWidth')] }],
  [
    'series that were hidden in the legend',
    { overrides: [override('byNames', { mode: 'exclude', names: ['a'] }, 'custom.hideFrom')] },
  ],
])('%s: a band', (_what, look) => expect(whyNoBandOn('timeseries', look)).toBeUndefined());

test('a panel’s look is read from both schemas, and what is odd in it is nothing', () => {
  const fieldConfig = {
    defaults: { custom: { stacking: { mode: 'normal', group: 'A' } } },
    overrides: [override('byType', 'number', 'displayName')],
  };
  const [plain, odd] = panelViews(
    storedV1([
      panelV1(1, { fieldConfig, transformations: [{ id: 'reduce', options: {} }] }),
      panelV1(2, { fieldConfig: null, transformations: null }),
    ]),
    new Set(),
  );
  expect(plain?.look).toMatchObject({
    ...{ stacking: 'normal', transformations: [{ id: 'reduce' }], overrides: fieldConfig.overrides },
  });
  expect(odd && whyNoBandOn(odd.type, odd.look)).toBeUndefined();
  expect(plain && transforms(plain.look)).toBe(true);
  expect(odd && transforms(odd.look)).toBe(false);

  const v2 = storedV2([1]);
  if (v2.schema !== 'v2') throw new Error('v2 is wanted');
  const { spec } = v2.json.spec.elements['panel-1'] as unknown as {
    spec: { data: { spec: Record<string, unknown> }; vizConfig: { spec: Record<string, unknown> } };
  };
  spec.vizConfig.spec['fieldConfig'] = fieldConfig;
  spec.data.spec['transformations'] = [{ kind: 'reduce', spec: { id: 'reduce', disabled: true } }];
  const [view] = panelViews(v2, new Set());
  expect(view?.look).toMatchObject({
    stacking: 'normal',
    transformations: [{ disabled: true }],
  });
});
