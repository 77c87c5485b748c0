import { expect, test } from 'vitest';
import { caseTime } from './case-time.ts';

const MS = Date.UTC(2023, 0, 29, 8, 39, 16, 546);

test.each([
  '2023-01-29T08:39:16.546Z',
  '2023-01-29 08:39:16.546',
  '2023-01-29T10:39:16.546+02:00',
  MS,
  String(MS),
  MS / 1000,
  MS * 1000,
  `${MS}000`,
  `${MS}000000`,
])('%s', (value) => {
  expect(Math.round(caseTime(value) ?? NaN)).toBe(MS);
});

test.each(['', 'soon', '2023-02-30T00:00:00Z', null, undefined, {}, NaN, Infinity, true])(
  '%s is none',
  (value) => {
    expect(caseTime(value)).toBeUndefined();
  },
);
