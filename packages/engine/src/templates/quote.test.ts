import { expect, test } from 'vitest';
import { quoteOf } from './quote.ts';

test('of a JSON log its message, of a plain one the first line', () => {
  expect(quoteOf('{"level":50,"msg":"cart failed: call of carts failed\\n  at x (y.js:1)"}')).toBe(
    'cart failed: call of carts failed',
  );
  expect(quoteOf('order 7 failed\nbecause')).toBe('order 7 failed');
  expect(quoteOf('x'.repeat(900))).toHaveLength(200);
});

test('of wrapped exceptions the innermost', () => {
  const trace = [
    'ERROR o.Orders : checkout failed',
    'org.springframework.web.ResourceAccessException: I/O error',
    '\tat o.Orders.pay(Orders.java:42)',
    'Caused by: java.lang.RuntimeException: no luck',
    '\tat o.Client.ask(Client.java:7)',
    'Caused by: java.net.ConnectException: Connection refused: payment-db:5432',
    '\t... 14 more',
  ].join('\n');
  expect(quoteOf(trace)).toBe(
    'ERROR o.Orders : checkout failed, caused by java.net.ConnectException: Connection refused: payment-db:5432',
  );
});
