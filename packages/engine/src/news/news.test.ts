import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NEWS_FLOATS, newsOf } from './news.ts';

function told(decibans: number[]): number[] {
  const state = new Float32Array(NEWS_FLOATS);
  return decibans.map((x) => newsOf(state, 0, x));
}

test('a change is said at once, and while it lasts not again', () => {
  const news = told([0, 0, 60, 60, 60, 50, 40]);
  expect(news.slice(0, 2)).toEqual([0, 0]);
  expect(news[2]).toBe(60);
  expect(Math.max(...news.slice(3))).toBe(0);
});

test('it is said again when it gets worse', () => {
  const news = told([40, 40, 90]);
  expect(news[2]).toBeGreaterThan(0);
});

test('and after a long rest', () => {
  const news = told([60, ...new Array<number>(20_000).fill(0), 60]);
  expect(news.at(-1)).toBeGreaterThan(0);
});

test('is not capped', () => {
  expect(told([3000])).toEqual([3000]);
});

test('never negative, never more than the surprise itself, finite', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 3000, noNaN: true }), { maxLength: 200 }), (decibans) => {
      for (const [i, news] of told(decibans).entries()) {
        expect(news).toBeGreaterThanOrEqual(0);
        expect(news).toBeLessThanOrEqual(decibans[i]);
      }
    }),
  );
});

test('of one slot leaves its neighbour alone', () => {
  const state = new Float32Array(2 * NEWS_FLOATS);
  newsOf(state, NEWS_FLOATS, 80);
  expect(newsOf(state, 0, 20)).toBe(20);
});
