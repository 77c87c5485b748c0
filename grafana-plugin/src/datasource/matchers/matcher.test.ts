import { expect, test } from 'vitest';
import { QueryError } from '../../service/query-error.ts';
import { type Matcher, labelTest, matcherText, pushedDown } from './matcher.ts';

const labels = { service: 'checkout', code: '503' };
const m = (label: string, operator: Matcher['operator'], value: string): Matcher => ({
  label,
  operator,
  value,
});

test.each([
  [[], true],
  [[m('service', '=', 'checkout')], true],
  [[m('service', '=', 'check')], false],
  [[m('service', '!=', 'cart')], true],
  [[m('service', '=~', 'check.*|cart')], true],
  [[m('service', '=~', 'check')], false],
  [[m('code', '!~', '5..')], false],
  [[m('service', '=', 'checkout'), m('code', '=', '200')], false],
  [[m('absent', '=', '')], true],
  [[m('absent', '!=', 'x')], true],
  [[m('absent', '=~', '.+')], false],
])('%j', (matchers, holds) => {
  expect(labelTest(matchers)(labels)).toBe(holds);
});

test('a pattern matches a whole value, line breaks and all', () => {
  expect(labelTest([m('a', '=~', 'x.y')])({ a: 'x\ny' })).toBe(true);
  expect(labelTest([m('a', '=~', 'x|y')])({ a: 'xz' })).toBe(false);
});

test('what is no pattern is told with its label', () => {
  expect(() => labelTest([m('service', '=~', '(')])).toThrow(QueryError);
  expect(() => labelTest([m('service', '=~', '(')])).toThrow(/\( of the label service/);
});

test('the service is asked for what it can compare', () => {
  expect(pushedDown([m('a', '=', 'x'), m('b', '=', 'y=z')])).toEqual({
    pairs: ['a=x', 'b=y=z'],
    complete: true,
  });
  expect(pushedDown([m('a', '=', 'x'), m('b', '=~', 'y')])).toEqual({ pairs: ['a=x'], complete: false });
  expect(pushedDown([m('a', '=', '')]), 'empty means absent').toEqual({ pairs: [], complete: false });
  expect(pushedDown([m('a', '=', 'x'), m('a', '=', 'y')]).complete, 'one a label').toBe(false);
  expect(pushedDown(Array.from({ length: 40 }, (_, i) => m(`l${i}`, '=', 'x'))).pairs).toHaveLength(32);
});

test('text', () => {
  expect(matcherText(m('service', '!~', 'a|b'))).toBe('service!~"a|b"');
});
