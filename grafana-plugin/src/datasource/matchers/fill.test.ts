import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Replace, type VariableKind, escapePattern, fillMatcher, fillTexts } from './fill.ts';
import { labelTest } from './matcher.ts';

/** As Grafana's template service: unknown variables stay, known ones are written by the format. */
function variables(
  known: Record<string, string | string[]>,
  kinds: Record<string, VariableKind> = {},
): Replace {
  return (text, format = String) =>
    text.replace(/\$(\w+)/g, (whole, name: string) => {
      const value = known[name];
      return value === undefined ? whole : format(value, kinds[name]);
    });
}

const replace = variables(
  { one: 'checkout', two: ['cart', 'a.b'], pattern: 'check.*', all: 'x+y' },
  { all: { includeAll: true } },
);

test('texts: one for each value', () => {
  expect(fillTexts('plain', replace)).toEqual(['plain']);
  expect(fillTexts('', replace)).toEqual(['']);
  expect(fillTexts('$one-$two!', replace)).toEqual(['checkout-cart!', 'checkout-a.b!']);
  expect(fillTexts('$unknown', replace)).toEqual(['$unknown']);
});

test('a matcher of one value stays what it is, several become alternatives', () => {
  expect(fillMatcher({ label: 'service', operator: '=', value: '$one' }, replace)).toEqual({
    label: 'service',
    operator: '=',
    value: 'checkout',
  });
  expect(fillMatcher({ label: 'service', operator: '!=', value: 'x-$two' }, replace)).toEqual({
    label: 'service',
    operator: '!~',
    value: 'x\\-cart|x\\-a\\.b',
  });
  expect(fillMatcher({ label: '$one', operator: '=', value: '' }, replace).label).toBe('checkout');
});

test('in a pattern, chosen values are text, and a text box may hold a pattern', () => {
  const filled = (value: string): string =>
    fillMatcher({ label: 'service', operator: '=~', value }, replace).value;
  expect(filled('x.*$two')).toBe('x.*(?:cart|a\\.b)');
  expect(filled('$pattern')).toBe('check.*');
  expect(filled('$all')).toBe('(?:x\\+y)');
});

test('whatever the values are, the matcher holds for them and for nothing else', () => {
  const value = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), value, (values, other) => {
      const filled = fillMatcher({ label: 'l', operator: '=', value: '$v' }, variables({ v: values }));
      const holds = labelTest([filled]);
      for (const one of values) expect(holds({ l: one })).toBe(true);
      expect(holds({ l: other })).toBe(values.includes(other));
    }),
  );
});

test('what means something in a pattern is escaped', () => {
  expect(
    new RegExp(`^${escapePattern('a.b*c[d]-(e)|f\\g/{h}^$+?')}$`).test('a.b*c[d]-(e)|f\\g/{h}^$+?'),
  ).toBe(true);
});
