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
  ['26/07/03 10:22:41 INFO shop.Cart: opened', '<*> INFO shop.Cart: opened'],
  ['2026-07-03 10:22:41,118 - WARN  [Peer[id=1]/0:0:0:0:2181:Cart@774] - opened', '<*> - WARN <*> - opened'],
  [
    'api.log.1.2026-07-03_10:22:41 2026-07-03 10:22:41.008 257 INFO shop.cart [req-38101a0b 113d3a99 - - -] opened',
    '<*> INFO shop.cart <*> opened',
  ],
  [
    '- 1117838570 2026.07.03 R2-M1 2026-07-03-10.22.41.675872 R2-M1 RAS CART INFO opened',
    '<*> RAS CART INFO opened',
  ],
  ['- 1117838570 2026.07.03 admin Jul 3 10:22:41 dn2/dn2 cart(pam)[29]: opened', '<*> cart(pam)<*>: opened'],
  ['134681 node-246 unix.hw state.change 1077804742 1 opened', '<*> opened'],
  ['2026-07-03 10:22:41, Info                  CART    opened', '<*>, Info CART opened'],
  ['20260703-10:22:41:606|Cart_Log|30002312|opened', '<*>|Cart_Log|<*>|opened'],
  ['[07.03 10:22:41] cart.exe - opened', '<*> cart.exe - opened'],
  ['I0703 10:22:41.123456  1234 cart.cc:123] opened', '<*> cart.cc:<*> opened'],
  ['2026-07-03 10:22:41.118 UTC [123] LOG:  cart opened', '<*> LOG: cart opened'],
  ['2026/07/03 10:22:41 [info] 571#6: cart opened', '<*> [info] <*>: cart opened'],
  ['2026-07-03T10:22:41Z INFO 1 --- [main] c.a.Cart  : opened', '<*> INFO <*> c.a.Cart : opened'],
  ['INFO  [main] 2026-07-03 10:22:41,118 Cart.java:12 - opened', 'INFO <*> Cart.java:<*> - opened'],
  ['WARN 2026-07-03 10:22:41 Cart: opened', 'WARN <*> Cart: opened'],
  ['[ERROR]\t2026-07-03T10:22:41.118Z\t40dd1085-48ed-4a65\tCart lost', '[ERROR] <*> <*> Cart lost'],
  ['[2026-07-03 10:22:41.118][571][warning][cart] [src/cart.cc:12] opened', '<*>[warning][cart] <*> opened'],
  ['[2026-07-03T10:22:41,118][INFO ][s.c.Cart     ] [web01] opened', '<*>[INFO ][s.c.Cart ] <*> opened'],
  ['[   12.345678] eth0: opened', '<*> <*>: opened'],
  ['[0.965s][info][gc,heap  ] Cart opened', '<*>[info][gc,heap ] Cart opened'],
  ['[0.5] of the cart', '[<*>] of the cart'],
  ['ERROR 5 carts', 'ERROR <*> carts'],
  ['134681 localhost unix.hw state.change 1077804742 1 opened', '<*> opened'],
  ['5 files of cart 1117838570 opened', '<*> files of cart <*> opened'],
  ['Setting device 1363096888 opened', 'Setting device <*> opened'],
  ['12 1117838570 carts: opened 1117838570', '<*> <*> carts: opened <*>'],
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
