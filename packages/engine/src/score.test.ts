import { expect, test } from 'vitest';
import { SCORE_MOST, scoreOf } from './score.ts';

test.each([
  [1, 0],
  [0.1, 10],
  [1e-3, 30],
  [1e-5, 50],
  [1e-10, SCORE_MOST],
  [1e-300, SCORE_MOST],
  [0, SCORE_MOST],
  [2, 0],
  [NaN, 0],
])('p %d: %d', (p, score) => {
  expect(scoreOf(p)).toBeCloseTo(score, 9);
});
