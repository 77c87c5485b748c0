import { expect, test } from 'vitest';
import { IncidentBook } from './book.ts';
import { anomaly, groups, live, only, shop } from './test-shop.ts';

test('a break that comes again and again before it resolves is one incident, which tells so', () => {
  const book = live([anomaly('ledger', 0, 3), anomaly('payment', 0, 3), anomaly('ledger', 9, 12)], 13);
  expect(only(book).events.at(-1)).toMatchObject({
    what: 'grew',
    detail: '1 more: ledger, again after 6 quiet minutes',
  });
  live([anomaly('payment', 10, 12)], 14, shop, book);
  expect(only(book).events.at(-1)?.detail).toBe('1 more: payment');
});

test('one that shows in other signals once all is quiet again is another incident', () => {
  const errors = { labels: { service: 'ledger', metric: 'errors' } };
  const first = live([anomaly('ledger', 0, 5), anomaly('payment', 0, 5)], 16);
  expect(groups(live([anomaly('ledger', 17, undefined, errors)], 18, shop, first))).toEqual([
    'ledger',
    'ledger+payment',
  ]);
  const same = live([anomaly('ledger', 0, 5), anomaly('payment', 0, 5)], 16);
  live([anomaly('ledger', 17)], 18, shop, same);
  expect(groups(same)).toEqual(['ledger+ledger+payment']);
  expect(only(same).events.at(-1)?.what).toBe('reopened');
});

test('what only suffered and breaks again without its cause is another incident before long', () => {
  const first = (): IncidentBook => live([anomaly('ledger', 0, 5), anomaly('checkout', 1, 5)], 16);
  // Of the same trouble: what it came of broke again, too.
  expect(groups(live([anomaly('ledger', 17, 20), anomaly('checkout', 17)], 18, shop, first()))).toEqual([
    'checkout+checkout+ledger+ledger',
  ]);
  const troubled = new IncidentBook();
  // A bad day: trouble begins often, and a coincidence says little.
  for (let i = 0; i < 12; i++) {
    live([anomaly('index', -900 + 70 * i, -890 + 70 * i)], -885 + 70 * i, shop, troubled);
  }
  live([anomaly('ledger', 0, 5), anomaly('checkout', 1, 5)], 16, shop, troubled);
  live([anomaly('checkout', 29)], 30, shop, troubled);
  expect(groups(troubled)).toEqual(['checkout', 'checkout+ledger']);
});

test('what begins when the trouble below is over is another incident', () => {
  expect(groups(live([anomaly('ledger', 0, 15), anomaly('checkout', 17)], 18))).toEqual([
    'checkout',
    'ledger',
  ]);
  expect(groups(live([anomaly('ledger', 0), anomaly('checkout', 17)], 18))).toEqual(['checkout+ledger']);
});
