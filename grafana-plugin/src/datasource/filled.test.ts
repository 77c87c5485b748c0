import { expect, test } from 'vitest';
import { filled } from './filled.ts';
import type { Replace } from './matchers/fill.ts';
import { migrated } from './migrate.ts';
import type { LapwingQuery } from './query.ts';

const replace: Replace = (text, format = String) =>
  text.replaceAll('$svc', () => format(['cart', 'pay'])).replaceAll('$one', () => format('errors'));

test('the first version’s labels become matchers; a query without a kind is a new one', () => {
  const old = { refId: 'A', labels: ['service=checkout', 'x=a=b', 'bare'] } as unknown as LapwingQuery;
  expect(migrated(old)).toEqual({
    refId: 'A',
    kind: 'scores',
    matchers: [
      { label: 'service', operator: '=', value: 'checkout' },
      { label: 'x', operator: '=', value: 'a=b' },
      { label: 'bare', operator: '=', value: '' },
    ],
  });
  const today: LapwingQuery = { refId: 'A', kind: 'overlay', band: false };
  expect(migrated(today)).toEqual(today);
});

test('variables are filled in everywhere; a row without a label is not yet a condition', () => {
  const query = filled(
    {
      refId: 'A',
      kind: 'overlay',
      signalId: '$svc',
      detectorId: 'd-$one',
      label: '$one',
      matchers: [
        { label: 'service', operator: '=', value: '$svc' },
        { label: '', operator: '=', value: 'x' },
      ],
    },
    replace,
  );
  expect(query).toMatchObject({ signalId: 'cart,pay', detectorId: 'd-errors', label: 'errors' });
  expect(query.matchers).toEqual([{ label: 'service', operator: '=~', value: 'cart|pay' }]);
});

test('ad hoc filters of the dashboard are matchers too; operators that labels do not know are left out', () => {
  const { matchers } = filled({ refId: 'A', kind: 'scores' }, replace, [
    { key: 'zone', operator: '!=', value: 'b' },
    { key: 'pod', operator: '=|', value: 'p1', values: ['p1', 'p.2'] },
    { key: 'size', operator: '>', value: '3' },
  ]);
  expect(matchers).toEqual([
    { label: 'zone', operator: '!=', value: 'b' },
    { label: 'pod', operator: '=~', value: 'p1|p\\.2' },
  ]);
});
