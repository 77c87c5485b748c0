import { expect, test } from 'vitest';
import { spanAround } from './span-around.ts';

const hour = 3_600_000;

test('the span shows three times what the anomaly lasted before it, and nothing of the future', () => {
  const start = 100 * hour;
  expect(spanAround(start, start + hour, 200 * hour)).toEqual({ from: 97 * hour, to: 102 * hour });
  expect(spanAround(start, null, start + 2 * hour), 'it goes on').toEqual({ from: 'now-480m', to: 'now' });
  expect(spanAround(start, start, 200 * hour), 'one reading').toEqual({
    from: 98.5 * hour,
    to: 100.5 * hour,
  });
});
