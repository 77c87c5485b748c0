import { expect, test } from 'vitest';
import { axisFormat, share } from './time-axis.ts';

test('a share never leaves the range', () => {
  expect([share(5, 0, 10), share(-1, 0, 10), share(11, 0, 10), share(1, 3, 3)]).toEqual([0.5, 0, 1, 0]);
});

test('short ranges need seconds, long ones the day', () => {
  expect([axisFormat(0, 60_000), axisFormat(0, 3_600_000), axisFormat(0, 2 * 86_400_000)]).toEqual([
    'HH:mm:ss',
    'HH:mm',
    'MMM D, HH:mm',
  ]);
});
