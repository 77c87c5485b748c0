import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { refusalOf } from '../testing/refusal.ts';
import { gauss } from '../testing/shapes.ts';
import { DIMENSIONS_MOST, PairForest } from './pair-forest.ts';

/** Points of `dimensions` signals that rise and fall together. */
function together(dimensions: number, random: Random, load = gauss(random)): Float32Array {
  return Float32Array.from({ length: dimensions }, () => load + 0.15 * gauss(random));
}

function grown(dimensions: number, points = 2_000, seed = 1): PairForest {
  const forest = new PairForest(dimensions, 7);
  const random = new Random(seed);
  for (let i = 0; i < points; i++) forest.learn(together(dimensions, random));
  return forest;
}

describe('what is odd only together', () => {
  test.each([2, 4, 8])('%i signals: one that goes the other way is found, and named', (dimensions) => {
    const forest = grown(dimensions);
    const parts = new Float32Array(dimensions);
    const random = new Random(3);
    const ordinary = Array.from({ length: 500 }, () =>
      forest.score(together(dimensions, random), parts),
    ).sort((a, b) => a - b);
    for (const load of [1.5, -1.5]) {
      const point = together(dimensions, random, load);
      point[1] = -load;
      expect(forest.score(point, parts)).toBeGreaterThan(ordinary[485]);
      // Of two, either may be the odd one.
      expect(parts[1]).toBeGreaterThan(dimensions === 2 ? 0.9 : 0.999);
    }
  });

  test('the farther, the odder', () => {
    const forest = grown(3);
    const parts = new Float32Array(3);
    const scores = [0, 1, 2, 4].map((x) => forest.score(Float32Array.of(x, -x, x), parts));
    expect([...scores].sort((a, b) => a - b)).toEqual(scores);
  });
});

test('says nothing before the first tree', () => {
  expect(grown(2, 100).score(Float32Array.of(5, -5), new Float32Array(2))).toBe(0);
});

test('points that never vary cannot be cut', () => {
  const forest = new PairForest(3, 1);
  for (let i = 0; i < 500; i++) forest.learn(new Float32Array(3));
  expect(forest.score(new Float32Array(3), new Float32Array(3))).toBeCloseTo(1, 6);
  expect(forest.score(Float32Array.of(9, 0, 0), new Float32Array(3))).toBeGreaterThan(0);
});

test('signals that come later count as usual so far; no room for more than the most', () => {
  const forest = grown(2);
  const before = forest.score(Float32Array.of(2, -2), new Float32Array(2));
  forest.widen(5);
  expect(forest.score(Float32Array.of(2, -2, 9, 9, 9), new Float32Array(5))).toBe(before);
  expect(refusalOf(() => forest.widen(DIMENSIONS_MOST + 1)).code).toBe('BAD_SETTINGS');
  expect(refusalOf(() => forest.widen(1)).code).toBe('BAD_SETTINGS');
});

test('restored: the very same scores and trees', () => {
  const [a, random] = [grown(4, 700), new Random(5)];
  const bytes = a.save();
  const b = PairForest.restore(bytes);
  expect(b.save()).toEqual(bytes);
  for (let i = 0; i < 500; i++) {
    const point = together(4, random);
    expect(b.score(point, new Float32Array(4))).toBe(a.score(point, new Float32Array(4)));
    a.learn(point);
    b.learn(point);
  }
  expect(b.save()).toEqual(a.save());
});

test('bytes that are no saved forest are refused', () => {
  const bytes = grown(2, 300).save();
  expect(refusalOf(() => PairForest.restore(bytes.subarray(0, -1))).code).toBe('BAD_STATE');
  expect(refusalOf(() => PairForest.restore(new Uint8Array(40))).code).toBe('BAD_STATE');
  const newer = bytes.slice();
  newer[4]++;
  expect(refusalOf(() => PairForest.restore(newer)).code).toBe('UNSUPPORTED_VERSION');
});
