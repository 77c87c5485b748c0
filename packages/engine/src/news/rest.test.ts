import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REST_FLOATS, rested } from './rest.ts';

function told(decibans: number[]): number[] {
  const state = new Float32Array(REST_FLOATS);
  return decibans.map((x) => rested(state, 0, x));
}
const quiet = (count: number): number[] => new Array<number>(count).fill(0);

test('something is said at once, and while it lasts not again', () => {
  expect(told([0, 0, 6, 6, 6, 5, 4])).toEqual([0, 0, 6, 0, 0, 0, 0]);
});

test('nor when it gets louder at once, but after a while', () => {
  expect(told([6, 9, ...quiet(30), 9.5])).toEqual([6, 0, ...quiet(30), 9.5]);
  expect(told([6, 9, ...quiet(30), 8]).at(-1)).toBe(0);
});

test('after a long rest the same is news', () => {
  expect(told([6, ...quiet(90), 6]).at(-1)).toBe(0);
  expect(told([6, ...quiet(100), 6]).at(-1)).toBe(6);
});

test('too little is not said, and rests nothing', () => {
  expect(told([0.2, 0.29, 0.5])).toEqual([0, 0, 0.5]);
});

test('what is said is what came, whole, and never in a run', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 140, noNaN: true }), { maxLength: 300 }), (decibans) => {
      let last = -Infinity;
      for (const [i, news] of told(decibans).entries()) {
        if (news === 0) continue;
        expect(news).toBe(decibans[i]);
        expect(i - last).toBeGreaterThan(24);
        last = i;
      }
    }),
  );
});

test('the rest of one slot leaves its neighbour alone', () => {
  const state = new Float32Array(2 * REST_FLOATS);
  rested(state, REST_FLOATS, 8);
  expect(rested(state, 0, 2)).toBe(2);
});
