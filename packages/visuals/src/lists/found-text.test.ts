import { expect, test } from 'vitest';
import { foundText } from './found-text.ts';

test.each([
  [1, 1, 1, '1 incident'],
  [0, 3, 3, '0 of 3 incidents'],
  [500, 500, 812, '500 incidents, the newest of 812'],
])('%d of %d fetched of %d', (found, fetched, total, text) => {
  expect(foundText(found, fetched, total)).toBe(text);
});
