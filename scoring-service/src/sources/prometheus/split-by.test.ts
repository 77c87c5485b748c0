import { expect, test } from 'vitest';
import { syntaxProblem } from './promql.ts';
import { aggregatedOf, splitBy } from './split-by.ts';

function split(expr: string, label = 'pod'): string | undefined {
  const aggregated = aggregatedOf(expr);
  return aggregated && splitBy(aggregated, label);
}

test.each([
  ['sum(rate(x[5m]))', 'sum by (pod) (rate(x[5m]))'],
  ['sum by (service) (rate(x[5m]))', 'sum by (service, pod) (rate(x[5m]))'],
  ['sum(rate(x[5m])) by (service)', 'sum(rate(x[5m])) by (service, pod)'],
  ['sum without (pod, host) (x)', 'sum without (host) (x)'],
  ['count by() (up)', 'count by (pod) (up)'],
  ['avg by (service) (x)', 'avg by (service, pod) (x)'],
  [
    'histogram_quantile(0.9, sum by (le, service) (rate(x_bucket[5m])))',
    'histogram_quantile(0.9, sum by (le, service, pod) (rate(x_bucket[5m])))',
  ],
  [
    'sum by (service) (rate(e[5m])) / sum by (service) (rate(a[5m]))',
    'sum by (service, pod) (rate(e[5m])) / sum by (service, pod) (rate(a[5m]))',
  ],
])('%s', (expr, expected) => {
  const found = split(expr);
  expect(found?.replaceAll(/\s+/g, ' ')).toBe(expected);
  expect(found && syntaxProblem(found)).toBeUndefined();
});

test('what the aggregation is over', () => {
  expect(aggregatedOf('sum by (service) (rate(x{a="b"}[5m]))')?.places[0].body).toBe('rate(x{a="b"}[5m])');
  expect(aggregatedOf('topk(5, rate(x[5m]))')?.places[0].body).toBe('rate(x[5m])');
});

test('an aggregation inside another one is left as it is', () => {
  expect(split('max(sum by (service) (x))')).toBe('max by (pod) (sum by (service) (x))');
});

test('nothing to split', () => {
  expect(split('rate(x[5m])')).toBeUndefined();
  expect(split('')).toBeUndefined();
});
