import { expect, test } from 'vitest';
import { moved, rawOf, spanOf, timeRangeOf, widened } from './range.ts';

test('an absolute range is read and written as it was', () => {
  const range = timeRangeOf({ from: '1000', to: '5000' }, 'utc');
  expect(spanOf(range)).toEqual({ from: 1000, to: 5000 });
  expect(rawOf(range)).toEqual({ from: '1000', to: '5000' });
});

test('a range relative to now stays so', () => {
  const range = timeRangeOf({ from: 'now-6h', to: 'now' }, 'utc');
  expect(spanOf(range).to - spanOf(range).from).toBeCloseTo(6 * 3_600_000, -3);
  expect(rawOf(range)).toEqual({ from: 'now-6h', to: 'now' });
});

test('back, forth and wider', () => {
  expect(moved({ from: 100, to: 200 }, -1)).toEqual({ from: 50, to: 150 });
  expect(moved({ from: 100, to: 200 }, 1)).toEqual({ from: 150, to: 250 });
  expect(widened({ from: 100, to: 200 }, 1000)).toEqual({ from: 50, to: 250 });
  expect(widened({ from: 100, to: 200 }, 210), 'the future has nothing to show').toEqual({
    from: 50,
    to: 210,
  });
  expect(widened({ from: 100, to: 200 }, 150), 'nothing is cut off').toEqual({ from: 50, to: 200 });
});
