import { expect, test } from 'vitest';
import { reasonOf } from './reason.ts';

const READ = { actual: 412.3456, expected: 20, lower: 8, upper: 35 };

test('says what was read, what was expected and in which way it is strange', () => {
  expect(reasonOf({ metric: 'errors', service: 'cart', host: 'a' }, 'level', READ)).toBe(
    'errors of cart (host=a) is 412.3, expected 20 (8 to 35): higher than it has been.',
  );
  expect(reasonOf({ metric: 'load' }, 'season', { ...READ, actual: 1 })).toBe(
    'load is 1, expected 20 (8 to 35): less than usual at this time.',
  );
});

test('without an expectation, and without a name', () => {
  const nothing = { actual: 3, expected: NaN, lower: NaN, upper: NaN };
  expect(reasonOf({}, 'joint', nothing)).toBe(
    'the signal is 3: out of step with the signals that it usually goes with.',
  );
  expect(reasonOf({ host: 'a' }, 'spread', nothing)).toContain('host=a is 3');
  expect(reasonOf({}, 'change', READ)).toContain('a sudden rise');
});
