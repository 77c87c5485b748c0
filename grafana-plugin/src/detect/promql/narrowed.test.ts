import { expect, test } from 'vitest';
import { narrowed } from './narrowed.ts';

const CART = { service: 'cart' };

test.each([
  ['a selector', 'a', 'a{service="cart"}'],
  ['one with conditions', 'a{job="x",}', 'a{job="x", service="cart"}'],
  ['one with none', 'a{}', 'a{service="cart"}'],
  ['one that says so already', 'a{service="cart"}', 'a{service="cart"}'],
  ['one that chooses among values', 'a{service=~"c.*"}', 'a{service=~"c.*", service="cart"}'],
  ['a sum by it', 'sum by (service) (rate(a[5m]))', 'sum by (service) (rate(a{service="cart"}[5m]))'],
  ['a sum without others', 'sum without (host) (a)', 'sum without (host) (a{service="cart"})'],
  ['a shifted one', 'a offset 1d - a', 'a{service="cart"} offset 1d - a{service="cart"}'],
  [
    'a ratio',
    'sum by (service) (a) / on (service) sum by (service) (b)',
    'sum by (service) (a{service="cart"}) / on (service) sum by (service) (b{service="cart"})',
  ],
  [
    'a quantile of buckets',
    'histogram_quantile(0.9, sum by (le, service) (rate(a_bucket[5m])))',
    'histogram_quantile(0.9, sum by (le, service) (rate(a_bucket{service="cart"}[5m])))',
  ],
  ['a number', '100 * a', '100 * a{service="cart"}'],
  ['what only those with a partner have', 'a and on (host) b', 'a{service="cart"} and on (host) b'],
  [
    'many beside one',
    'a * on (host) group_left (zone) b',
    'a{service="cart"} * on (host) group_left (zone) b',
  ],
])('%s', (_what, expr, wanted) => expect(narrowed(expr, CART)).toBe(wanted));

test.each([
  ['the label is lost', 'sum(a)'],
  ['another one is written over it', 'label_replace(a, "service", "$1", "app", "(.*)")'],
  ['fewer would be chosen', 'topk(5, a)'],
  ['it comes from the other side', 'a * on (host) group_left (service) b'],
  ['the sides are paired by others', 'a / on (host) b'],
  ['nothing is selected', 'vector(1)'],
  ['it is not PromQL', 'sum by (service'],
])('stays as it is where %s', (_what, expr) => expect(narrowed(expr, CART)).toBe(expr));

test('values are written as text, labels that need quotes are left out', () => {
  expect(narrowed('a', { path: 'C:\\"x"', 'k8s.pod': 'p' })).toBe(String.raw`a{path="C:\\\"x\""}`);
});

test('a metric’s name narrows a selector without one, and no other', () => {
  expect(narrowed('{job="x"}', { __name__: 'up' })).toBe('{job="x", __name__="up"}');
  expect(narrowed('up', { __name__: 'up' })).toBe('up');
});
