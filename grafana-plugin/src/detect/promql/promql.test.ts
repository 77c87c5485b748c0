import { describe, expect, test } from 'vitest';
import { type Variables, covers } from './covers.ts';
import { parsePromQl } from './parse.ts';
import type { PromQl } from './tree.ts';
import { parseable } from './variables.ts';
import { followsZoom, widened } from './widen.ts';

const values: Record<string, string[]> = { service: ['checkout'], hosts: ['a', 'b'], metric: ['requests'] };

const variables: Variables = {
  fill: (text, as) =>
    text.replaceAll(/\$(\w+)|\$\{(\w+)\}/g, (_all, a?: string, b?: string) => {
      const chosen = values[a ?? b ?? ''] ?? ['?'];
      return as === 'pattern' && chosen.length > 1 ? `(${chosen.join('|')})` : chosen.join(',');
    }),
  isSingle: (name) => name !== 'hosts',
};

function tree(expr: string): PromQl {
  const parsed = parsePromQl(parseable(expr, variables.fill));
  if (parsed === undefined) throw new Error(`${expr} is not PromQL`);
  return parsed;
}

/** The conditions that pick the panel's series out, as text. */
function picked(detector: string, panel: string): string[] | undefined {
  return covers(tree(detector), tree(panel), variables)?.map(
    ({ label, operator, value }) => `${label}${operator}${value}`,
  );
}

describe('a detector watches what a panel shows', () => {
  test.each([
    ['x{a="1", b="2"}', 'x{b="2",a="1"}'],
    ['x{a="1"}', "x{ a = '1' , }"],
    ['{__name__="x"}', 'x'],
    ['sum by (a, b) (rate(x[5m]))', 'sum(rate(x[300s])) by (b, a)'],
    ['sum by (a)(rate(x[2m]))', '( sum by(a) ((rate(x[$__rate_interval]))) )'],
    ['rate(x[1h30m])', 'rate(x[90m])'],
    ['increase(x[5m])', 'increase(x[${__range}])'],
    [
      'histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))',
      'histogram_quantile(.95, sum(rate(x_bucket[5m])) by (le))',
    ],
    ['x{a="checkout"}', 'x{a="$service"}'],
    ['x{a="checkout"}', 'x{a=~"$service"}'],
    ['x{a=~"b|a"}', 'x{a=~"$hosts"}'],
    ['x', 'x{a=~".*"}'],
    ['100 * x', 'x * 1e2'],
    ['rate(requests[5m])', 'rate($metric[5m])'],
    ['a / on (b, c) group_left (d) y', 'a / on(c,b) group_left(d) y'],
    ['max_over_time(x[5m:1m])', 'max_over_time(x[5m:60s])'],
    ['x offset 1h', 'x offset 60m'],
  ])('%s is %s', (detector, panel) => expect(picked(detector, panel)).toEqual([]));

  test.each([
    ['x', 'x{service="$service"}', ['service=$service']],
    ['x', 'x{service="cart"}', ['service=cart']],
    ['sum by (service) (x)', 'sum by (service) (x{service=~"$hosts"})', ['service=~$hosts']],
    ['sum by (service) (x)', 'sum(x{service="$service"})', ['service=$service']],
    [
      'sum by (service) (a) / sum by (service) (b)',
      'sum(a{service="$service"}) / sum(b{service="$service"})',
      ['service=$service'],
    ],
    [
      'histogram_quantile(0.9, sum by (le, service) (rate(x[5m])))',
      'histogram_quantile(0.9, sum by (le) (rate(x{service=~"$service"}[1m])))',
      undefined,
    ],
    [
      'histogram_quantile(0.9, sum by (le, service) (rate(x[5m])))',
      'histogram_quantile(0.9, sum by (le) (rate(x{service=~"$service"}[$__rate_interval])))',
      ['service=~$service'],
    ],
  ])('%s has what %s picks', (detector, panel, wanted) => expect(picked(detector, panel)).toEqual(wanted));

  test.each([
    ['x', 'y'],
    ['x{a="1"}', 'x'],
    ['x{a="1"}', 'x{a="2"}'],
    ['x - y', 'y - x'],
    ['rate(x[5m])', 'rate(x[1m])'],
    ['rate(x[5m])', 'irate(x[5m])'],
    ['sum(x)', 'sum(x{service="$service"})'],
    ['sum(x)', 'sum by (service) (x)'],
    ['sum by (service) (x)', 'sum(x)'],
    ['sum by (host) (x)', 'sum(x{host=~"$hosts"})'],
    ['sum(a) / sum(b)', 'sum(a) / sum(b{c="1"})'],
    ['x > 1', 'x > bool 1'],
    ['absent(x)', 'absent(x{a="1"})'],
    ['x offset 1h', 'x'],
    ['label_replace(x, "a", "b", "c", "d")', 'label_replace(x{a="1"}, "a", "b", "c", "d")'],
  ])('%s is not %s', (detector, panel) => expect(picked(detector, panel)).toBeUndefined());
});

describe('a detector that is made of a panel’s expression', () => {
  test.each([
    ['rate(x[$__rate_interval])', { expr: 'rate(x[2m])', labels: [], fixed: [], length: '2m' }],
    ['x{service="$service"}', { expr: 'x', labels: ['service'], fixed: [] }],
    ['x{a="1",service="$service"}', { expr: 'x{a="1"}', labels: ['service'] }],
    ['x{service="$service", a="1"}', { expr: 'x{a="1"}', labels: ['service'] }],
    ['sum(rate(x{service="$service"}[5m]))', { expr: 'sum by (service) (rate(x[5m]))', labels: ['service'] }],
    ['sum(rate(x{service="$service"}[5m])) by (code)', { expr: 'sum(rate(x[5m])) by (code, service)' }],
    ['sum(x{host=~"$hosts"})', { expr: 'sum(x{host=~"(a|b)"})', labels: [], fixed: ['host'] }],
    ['sum by (host) (x{host=~"$hosts"})', { expr: 'sum by (host) (x)', labels: ['host'], fixed: [] }],
    ['sum($metric)', { expr: 'sum(requests)' }],
    ['absent(x{service="$service"})', { expr: 'absent(x{service="checkout"})', fixed: ['service'] }],
  ])('%s', (panel, wanted) => expect(widened(panel, '2m', variables)).toMatchObject(wanted));

  test('what is not PromQL makes none', () => {
    expect(widened('sum(', '1m', variables)).toBeUndefined();
    expect(widened('', '1m', variables)).toBeUndefined();
  });
});

test.each([
  ['increase(x[$__interval])', true],
  ['sum(count_over_time(x[$__range]))', true],
  ['rate(x[$__rate_interval])', false],
  ['increase(x[5m])', false],
])('the readings of %s follow the zoom: %s', (expr, wanted) => expect(followsZoom(tree(expr))).toBe(wanted));
