import { expect, test } from 'vitest';
import { weigh } from './weigh.ts';

const of = (level: 'error' | 'warn' | 'info' | 'debug', count: number) =>
  Array.from({ length: count }, () => ({ level }));

test('errors count, warnings by threes, the rest by itself never', () => {
  expect(weigh([])).toBe(0);
  expect(weigh(of('error', 1))).toBe(1);
  expect(weigh(of('warn', 2))).toBe(0);
  expect(weigh(of('warn', 3))).toBe(1);
  expect(weigh(of('info', 200))).toBe(0);
  expect(weigh([...of('info', 5000), ...of('debug', 5000)])).toBe(0);
  expect(weigh([...of('error', 2), ...of('warn', 3), ...of('info', 10)])).toBe(3);
});
