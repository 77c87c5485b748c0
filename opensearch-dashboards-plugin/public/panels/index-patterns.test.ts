import { expect, test } from 'vitest';
import { meet } from './index-patterns.ts';

test.each([
  ['shop-logs', 'shop-logs', true],
  ['shop-*', 'shop-logs', true],
  ['shop-logs', 'shop-*', true],
  ['*-logs', 'shop-*', true],
  ['logs-*', 'shop-*', false],
  ['logs-a*', 'logs-b*', false],
  ['*', 'anything', true],
  ['a,shop-*', 'b, shop-logs', true],
  ['shop-logs', 'shop-logs-2', false],
  ['logs-*,-logs-a', 'logs-b', true],
  ['-logs-a', 'logs-a', false],
  ['', 'logs', false],
  ['ss4o_logs-*-*', 'ss4o_logs-shop-prod', true],
  ['ss4o_logs-*-*', 'ss4o_logs-shop', false],
])('%s and %s: %s', (left, right, expected) => {
  expect(meet(left, right)).toBe(expected);
  expect(meet(right, left)).toBe(expected);
});
