import { expect, test } from 'vitest';
import { measuredOf } from './measured-of.ts';

const SUM = 'sum by (service) (rate(a[5m]))';

test.each([
  [SUM, 'sum', SUM, undefined],
  [`topk(5, ${SUM})`, 'sum', SUM, undefined],
  [`-(100 * ${SUM}) > 5`, 'sum', SUM, undefined],
  [`round(${SUM} / 60, 0.1) or vector(0)`, 'sum', SUM, undefined],
  [`${SUM} / on (service) sum(b)`, 'ratio', SUM, 'sum(b)'],
  [`1 - 100 * (${SUM}) / (sum(b))`, 'ratio', SUM, '(sum(b))'],
  [`(${SUM} or 0 * sum(b)) / sum(b)`, 'ratio', SUM, 'sum(b)'],
  [`${SUM} / scalar(sum(b))`, 'sum', SUM, undefined],
  ['avg by (x) (a)', 'ratio', 'sum by (x) (a)', 'count by (x) (a)'],
  ['avg(a)', 'ratio', 'sum(a)', 'count(a)'],
  ['histogram_quantile(0.9, sum by (le) (rate(a[5m])))', 'buckets', 'sum by (le) (rate(a[5m]))', undefined],
  ['histogram_quantile(0.9, max by (le) (a))', 'each', 'histogram_quantile(0.9, max by (le) (a))', undefined],
  ['max by (x) (a)', 'each', 'max by (x) (a)', undefined],
  ['5 / sum(a)', 'each', '5 / sum(a)', undefined],
  ['sum(a) + sum(b)', 'each', 'sum(a) + sum(b)', undefined],
])('%s', (expr, kind, of, over) => {
  const found = measuredOf(expr);
  expect([found?.kind, found?.of.expr.replaceAll(/ {2,}/g, ' ').replaceAll(') (', ') (')]).toEqual([
    kind,
    of,
  ]);
  expect(found?.kind === 'ratio' ? found.over.expr.replaceAll(/ {2,}/g, ' ') : undefined).toBe(over);
});

test.each(['a', 'rate(a[5m])', 'topk(5, a)', '', 'a{', '5', 'a / b'])('nothing to split in %s', (expr) => {
  expect(measuredOf(expr)).toBeUndefined();
});
