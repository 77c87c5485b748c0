import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bareMetrics, counterWarnings, isCounter, syntaxProblem } from './promql.ts';

test.each([
  ['sum by (service) (rate(http_requests_total{job="a"}[1m]))'],
  ['histogram_quantile(0.99, sum by (le) (rate(a_bucket[5m])))'],
  ['a / on (x) group_left b > bool 1 or vector(0)'],
  ['max_over_time(x[1h:5m] offset 1d)'],
  ['{"a metric"} @ end()'],
])('%s is PromQL', (expr) => {
  expect(syntaxProblem(expr)).toBeUndefined();
});

test.each([
  ['sum(x', 6, 'the expression ends too early'],
  ['x or ', 6, 'the expression ends too early'],
  ['x{a=b}', 5, 'unexpected "b}"'],
  ['1 +* 2', 4, 'unexpected "* 2"'],
  ['', 1, 'the expression ends too early'],
])('%j goes wrong at character %i', (expr, position, message) => {
  expect(syntaxProblem(expr)).toEqual({ position, message });
});

test('any text is judged', () => {
  fc.assert(
    fc.property(fc.string(), (expr) => {
      const problem = syntaxProblem(expr);
      if (problem) expect(problem.position).toBeLessThanOrEqual(expr.length + 1);
      bareMetrics(expr);
    }),
  );
});

test.each([
  ['x_total', ['x_total']],
  ['sum by (a) (x_total) / rate(y_total[5m])', ['x_total']],
  ['{__name__="x_total", a="b"} offset 5m', ['x_total']],
  ['{__name__=~"x.*"}', []],
  ['{"x.total"}', ['x.total']],
  ['count(x_total) + changes(y_total[1h])', []],
  ['sum(increase(x_total[5m:1m]))', []],
  ['topk(3, x_total) + x_total', ['x_total']],
])('the bare metrics of %s', (expr, names) => {
  expect(bareMetrics(expr)).toEqual(names);
});

test('metadata decide on what is a counter, and names where there are none', () => {
  const types = new Map([
    ['odd', 'counter'],
    ['queue_total', 'gauge'],
    ['latency', 'histogram'],
    ['vague_total', 'unknown'],
  ]);
  expect(
    ['odd', 'other_total', 'latency_sum', 'latency_bucket', 'vague_total'].map((name) =>
      isCounter(name, types),
    ),
  ).toEqual(Array(5).fill(true));
  expect(['queue_total', 'user_count', 'load', 'check_sum'].map((name) => isCounter(name, types))).toEqual(
    Array(4).fill(false),
  );
  expect(counterWarnings('odd', types)).toEqual([expect.stringContaining('rate(odd[5m])')]);
});
