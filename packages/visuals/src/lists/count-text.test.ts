import { expect, test } from 'vitest';
import { countText } from './count-text.ts';

test.each([
  [0, 0, 0, 'No anomaly in this time.'],
  [1, 1, 1, '1 anomaly'],
  [3, 9, 9, '3 of 9 anomalies'],
  [500, 500, 812, '500 anomalies, the newest of 812'],
  [2, 500, 812, '2 of 500 anomalies, the newest of 812'],
])('%d of %d fetched of %d', (found, fetched, total, text) => {
  expect(countText(found, fetched, total)).toBe(text);
});
