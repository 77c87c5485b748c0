import { expect, test } from 'vitest';
import { attributed } from './attributed.ts';
import type { Evidence } from './evidence.ts';

const error: Evidence = {
  service: 'front',
  kind: 'trace',
  family: 'error',
  signal: 'GET / fails',
  strength: 6,
  reach: 'own',
  words: 'w',
};
const named = (by: string, strength: number): Evidence => ({
  ...error,
  service: 'carts',
  kind: 'log',
  family: 'named',
  reach: 'callee',
  by,
  strength,
});
const reachOf = (evidence: Evidence[]): string => attributed(evidence)[0].reach;

test('errors of a service that says who failed are that one’s', () => {
  expect(reachOf([error, named('front', 5)])).toBe('callee');
});

test('errors stay where they began when hardly a line, or only another service, names somebody', () => {
  expect(reachOf([error])).toBe('own');
  expect(reachOf([error, named('front', 1)])).toBe('own');
  expect(reachOf([error, named('orders', 5)])).toBe('own');
  expect(reachOf([{ ...error, family: 'time' }, named('front', 5)])).toBe('own');
});
