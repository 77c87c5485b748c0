import { expect, test } from 'vitest';
import { escapedName, isPlainName, soughtNames } from './service-names.ts';

test.each([
  ['user', true],
  ['front', true],
  ['recommendation', false],
  ['orders-db', false],
  ['cart2', false],
])('%s could be an ordinary word: %s', (name, isPlain) => {
  expect(isPlainName(name)).toBe(isPlain);
});

test('the longest first, a letter is none', () => {
  expect(soughtNames(['cart', 'a', 'cart-db'])).toEqual(['cart-db', 'cart']);
});

test('a name is looked for as it is written', () => {
  expect(new RegExp(`^${escapedName('a.b(c)*')}$`).test('a.b(c)*')).toBe(true);
  expect(new RegExp(`^${escapedName('a.b')}$`).test('aXb')).toBe(false);
});
