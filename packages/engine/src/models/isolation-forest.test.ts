import { IsolationForest as Oracle } from 'ml-isolation-forest';
import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { refusalOf } from '../testing/refusal.ts';
import { gauss } from '../testing/shapes.ts';
import { IsolationForest } from './isolation-forest.ts';

type Point = number[];

const SHAPES: Record<string, (r: Random) => Point> = {
  'a cloud': (r) => [gauss(r), gauss(r), gauss(r)],
  'two clouds': (r) => {
    const at = r.next() < 0.5 ? -4 : 4;
    return [at + gauss(r), at + gauss(r)];
  },
  'a heavy tail': (r) => [Math.exp(gauss(r)), Math.exp(gauss(r)), r.next(), r.next()],
};

function points(shape: (r: Random) => Point, count: number, seed: number): Point[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => shape(random));
}

function trained(past: Point[], seed = 1): IsolationForest {
  const forest = new IsolationForest(past[0].length, seed);
  for (const point of past) forest.learn(Float64Array.from(point), 0);
  return forest;
}

const scoresOf = (forest: IsolationForest, asked: Point[]): number[] =>
  asked.map((point) => forest.score(Float64Array.from(point), 0));

/** Spearman's rank correlation. */
function rankCorrelation(a: number[], b: number[]): number {
  const ranks = (x: number[]): number[] => {
    const sorted = [...x].sort((p, q) => p - q);
    return x.map((v) => (sorted.indexOf(v) + sorted.lastIndexOf(v)) / 2);
  };
  const [p, q] = [ranks(a), ranks(b)];
  const mean = (x: number[]): number => x.reduce((s, v) => s + v, 0) / x.length;
  const [mp, mq] = [mean(p), mean(q)];
  const cross = (x: number[], mx: number, y: number[], my: number): number =>
    x.reduce((s, v, i) => s + (v - mx) * (y[i] - my), 0);
  return cross(p, mp, q, mq) / Math.sqrt(cross(p, mp, p, mp) * cross(q, mq, q, mq));
}

describe.each(Object.entries(SHAPES))('%s', (_, shape) => {
  const past = points(shape, 6000, 1);
  const asked = [
    ...points(shape, 250, 2),
    ...points(shape, 50, 3).map((point) => point.map((x) => 3 * x + 4)),
  ];

  test('ranks points as ml-isolation-forest does', () => {
    const oracle = new Oracle({ nEstimators: 200 });
    oracle.train(past.slice(-2048));
    const agreement = rankCorrelation(scoresOf(trained(past), asked), oracle.predict(asked));
    expect(agreement).toBeGreaterThan(0.8);
  });

  test('scores lie in (0, 1), and what is far off has the highest', () => {
    const forest = trained(past);
    const scores = scoresOf(forest, asked);
    expect(scores.every((s) => s > 0 && s < 1)).toBe(true);
    const [far] = scoresOf(forest, [past[0].map(() => 1e6)]);
    const above = scores.slice(0, 250).filter((s) => s > far).length;
    expect(above).toBeLessThan(5);
  });
});

const CLOUD = points(SHAPES['a cloud'], 5000, 1);

test('the seed decides: the same gives the same scores, another gives others', () => {
  const asked = CLOUD.slice(0, 50);
  expect(scoresOf(trained(CLOUD, 5), asked)).toEqual(scoresOf(trained(CLOUD, 5), asked));
  expect(scoresOf(trained(CLOUD, 5), asked)).not.toEqual(scoresOf(trained(CLOUD, 6), asked));
});

test('says nothing before its first tree', () => {
  expect(scoresOf(trained(CLOUD.slice(0, 20)), CLOUD.slice(0, 3))).toEqual([0, 0, 0]);
});

test('learns as it goes: a place that was strange becomes ordinary', () => {
  const moved = CLOUD.map((point) => point.map((x) => x + 20));
  const forest = trained(CLOUD);
  const [before] = scoresOf(forest, [[20, 20, 20]]);
  for (let round = 0; round < 4; round++) {
    for (const point of moved) forest.learn(Float64Array.from(point), 0);
  }
  const [after] = scoresOf(forest, [[20, 20, 20]]);
  const [old] = scoresOf(forest, [[0, 0, 0]]);
  expect(after).toBeLessThan(before);
  expect(old).toBeGreaterThan(after);
});

test('points that are all the same, and dimensions that never vary', () => {
  const same = trained(Array.from({ length: 3000 }, () => [1, 2]));
  expect(scoresOf(same, [[1, 2]])[0]).toBeGreaterThan(0);
  const random = new Random(1);
  const flat = trained(Array.from({ length: 3000 }, () => [0, gauss(random), 0]));
  const [near, far] = scoresOf(flat, [
    [0, 0, 0],
    [0, 30, 0],
  ]);
  expect(far).toBeGreaterThan(near);
});

describe('saved', () => {
  test.each([0, 50, 127, 128, 3000])(
    'and restored after %i points: goes on as if it had not been',
    (count) => {
      const forest = new IsolationForest(3, 9);
      for (const point of CLOUD.slice(0, count)) forest.learn(Float64Array.from(point), 0);
      const bytes = forest.save();
      const back = IsolationForest.restore(bytes);
      expect(back.save()).toEqual(bytes);
      for (const point of CLOUD.slice(count)) {
        const row = Float64Array.from(point);
        if (back.score(row, 0) !== forest.score(row, 0)) throw new Error('scores differ');
        forest.learn(row, 0);
        back.learn(row, 0);
      }
      expect(back.save()).toEqual(forest.save());
    },
  );

  test('bytes that are no forest, another version, cut short', () => {
    const bytes = trained(CLOUD).save();
    expect(refusalOf(() => IsolationForest.restore(new Uint8Array(10))).code).toBe('BAD_STATE');
    expect(refusalOf(() => IsolationForest.restore(new Uint8Array(100))).code).toBe('BAD_STATE');
    expect(refusalOf(() => IsolationForest.restore(bytes.subarray(0, -1))).code).toBe('BAD_STATE');
    const newer = bytes.slice();
    newer[4]++;
    expect(refusalOf(() => IsolationForest.restore(newer)).code).toBe('UNSUPPORTED_VERSION');
  });
});

test.each([0, 1.5, 255, NaN])('%d dimensions are refused', (dimensions) => {
  expect(refusalOf(() => new IsolationForest(dimensions, 1)).code).toBe('BAD_SETTINGS');
});
