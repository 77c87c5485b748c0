import { expect, test } from 'vitest';
import { formatNumber, formatRange, formatScore } from './numbers.ts';

test.each([
  [0, '0'],
  [-0, '0'],
  [12, '12'],
  [1234.5678, '1,235'],
  [0.123456, '0.1235'],
  [-3.5, '-3.5'],
  [1_234_567, '1.235M'],
  [0.00001234, '1.234e-5'],
  [1e18, '1.000e+18'],
  [null, '–'],
  [undefined, '–'],
  [Number.NaN, '–'],
  [Number.POSITIVE_INFINITY, '∞'],
  [Number.NEGATIVE_INFINITY, '−∞'],
])('%s is written %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test('a score is whole', () => {
  expect(formatScore(62.6)).toBe('63');
  expect(formatScore(null)).toBe('–');
  expect(formatScore(Number.NaN)).toBe('–');
});

test('a range names what is known', () => {
  expect(formatRange(10, 20)).toBe('10 to 20');
  expect(formatRange(null, 20)).toBe('– to 20');
  expect(formatRange(null, undefined)).toBe('–');
});
