import { expect, test } from 'vitest';
import { Scanner } from './scanner.ts';
import { shapeOf, textOf } from './shape.ts';

function masked(text: string): string {
  const scanner = new Scanner();
  scanner.scan(text);
  const { columns, gaps } = shapeOf(scanner, text);
  return textOf(columns, gaps);
}

test.each([
  ['2026-07-03 10:22:41,118 INFO  [main] Cart: opened', '<*> INFO <*> Cart: opened'],
  ['2026-07-03 10:22:41,118 INFO  [IPC handler 4 on 9000] Cart: opened', '<*> INFO <*> Cart: opened'],
  ['10:22:41.118 [worker] DEBUG Cart - opened', '<*> DEBUG Cart - opened'],
  ['2026-07-03T10:22:41Z WARN Cart - opened', '<*> WARN Cart - opened'],
  ['081109 203615 148 INFO dfs.Cart: opened', '<*> INFO dfs.Cart: opened'],
  ['03-17 16:13:38.811  1702  2395 D Cart: opened', '<*> D Cart: opened'],
  ['Jul  5 10:22:41 combo cart[17]: opened', '<*> cart<*>: opened'],
  ['Jul 15 10:22:41 web01 cart: opened', '<*> cart: opened'],
  ['[Sun Dec 04 04:47:44 2005] [notice] opened', '<*> [notice] opened'],
  // What stands in brackets without a level before or after it is the message's.
  ['10:22:41 [cart] opened', '<*> [cart] opened'],
  ['10:22:41 opened the cart', '<*> opened the cart'],
  ['cart at 10:22:41 opened', 'cart at <*> opened'],
  ['12 carts: opened', '<*> carts: opened'],
])('the head of %j: %j', (line, expected) => {
  expect(masked(line)).toBe(expected);
});

test.each([
  '',
  '1',
  '10:22:41',
  '10:22:41 ',
  '10:22:41 INFO',
  '[10:22:41',
  'Jul 5 10:22:41',
  '10:22:41 [',
  '10:22:41 INFO [x',
])('the head cut short %j', (line) => {
  expect(masked(line)).toMatch(/^\[?(?:<\*>)?(?: INFO(?: \[x)?| \[)?$/);
});
