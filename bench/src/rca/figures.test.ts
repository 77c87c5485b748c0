import { expect, test } from 'vitest';
import { rankFigures, rankOf } from './figures.ts';

test('shares of the first', () => {
  expect(rankFigures([1, 1, 3, 0])).toEqual({ cases: 4, 'top-1': 0.5, 'top-3': 0.75, 'Avg@5': 0.65 });
  expect(rankFigures([]).cases).toBe(0);
  expect(rankFigures([])['top-1']).toBeNaN();
});

test('any of several right services', () => {
  const ranking = [{ service: 'a' }, { service: 'b' }];
  expect(rankOf(ranking, ['b', 'z'])).toBe(2);
  expect(rankOf(ranking, ['z'])).toBe(0);
});
