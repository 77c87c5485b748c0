import { expect, test } from 'vitest';
import { periodOf, spanOfPeriod } from './period.ts';

const of = (search: string) => {
  const query = new URLSearchParams(search);
  return periodOf({ get: (name) => query.get(name) ?? '' });
};

test('the address names hours or a stretch of the past; what makes no sense is a day', () => {
  expect(of('hours=6')).toEqual({ hours: 6 });
  expect(of('from=10&to=20')).toEqual({ span: { from: 10, to: 20 } });
  expect(of('from=20&to=10')).toEqual({ hours: 24 });
  expect(of('hours=7')).toEqual({ hours: 24 });
  expect(spanOfPeriod({ hours: 1 }, 7_200_000)).toEqual({ from: 3_600_000, to: 7_200_000 });
});
