import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { gauss } from '../testing/shapes.ts';
import {
  TAIL_BINS,
  TAIL_FLOATS,
  P_LEAST,
  tailProbability,
  tailPush,
  tailQuantile,
  tailScale,
} from './tail.ts';

/** A tail that forgets nothing. */
const KEEP = 1;
const magnitude = fc.oneof(
  fc.double({ min: 0, max: 1e3, noNaN: true }),
  fc.double({ min: 0, noNaN: true }),
  fc.constantFrom(0, 5e-324, 1e-40, 1, 1e38, 1e300),
);

function tailOf(values: Iterable<number>, growth = KEEP): Float32Array {
  const state = new Float32Array(TAIL_FLOATS);
  for (const x of values) tailPush(state, 0, x, growth);
  return state;
}

function draws(count: number, draw: (random: Random) => number, seed = 1): number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => draw(random));
}

const DRAW: Record<string, (random: Random) => number> = {
  uniform: (r) => r.next(),
  exponential: (r) => -Math.log(1 - r.next()),
  'log-normal': (r) => Math.exp(gauss(r)),
};

describe('the chance of a magnitude', () => {
  test.each(Object.entries(DRAW))('%s: what is read off the bins is what was counted', (_, draw) => {
    const values = draws(20_000, draw);
    const state = tailOf(values);
    values.sort((a, b) => b - a);
    for (const share of [0.5, 0.2, 0.1, 0.05, 0.03]) {
      const p = tailProbability(state, 0, values[Math.round(share * values.length)]);
      expect(p / share, `at ${share}`).toBeGreaterThan(0.9);
      expect(p / share, `at ${share}`).toBeLessThan(1.1);
    }
  });

  // The tail is a little heavier than exponential; for much heavier ones the body says too little of it. The surprises
  // that come of it are ranked once more in their own past.
  test.each([
    ['exponential', 0.003, -Math.log(0.003)],
    ['exponential', 0.001, -Math.log(0.001)],
    ['log-normal', 0.003, Math.exp(2.7478)],
    ['log-normal', 0.001, Math.exp(3.0902)],
  ])('%s: beyond the bins a Pareto tail, at %d', (name, share, x) => {
    for (const seed of [1, 2, 3]) {
      const p = tailProbability(tailOf(draws(40_000, DRAW[name], seed)), 0, x);
      expect(p / share).toBeGreaterThan(name === 'log-normal' ? 0.3 : 0.7);
      expect(p / share).toBeLessThan(2);
    }
  });

  test('a bounded distribution has no tail: what the past never saw is taken for less rare than it is, never more', () => {
    const state = tailOf(draws(40_000, (r) => r.next()));
    expect(tailProbability(state, 0, 0.999)).toBeGreaterThan(0.001);
    expect(tailProbability(state, 0, 3)).toBeLessThan(1e-4);
  });

  test('nothing is said of a short past', () => {
    expect(tailProbability(tailOf(draws(19, (r) => r.next())), 0, 1e9)).toBe(1);
    expect(tailQuantile(tailOf(draws(19, (r) => r.next())), 0, 0.5)).toBeNaN();
    expect(tailProbability(tailOf(draws(20, (r) => r.next())), 0, 1e9)).toBeLessThan(0.1);
  });

  test('zeros: a first magnitude above them is a surprise, zero never is', () => {
    const state = tailOf(new Array<number>(1000).fill(0));
    expect(tailProbability(state, 0, 0)).toBe(1);
    expect(tailProbability(state, 0, 1)).toBeLessThan(0.01);
    const mixed = tailOf(draws(10_000, (r) => (r.next() < 0.9 ? 0 : 5)));
    expect(tailProbability(mixed, 0, 5)).toBeGreaterThan(0.05);
    expect(tailProbability(mixed, 0, 5)).toBeLessThan(0.11);
  });

  test('falls as the magnitude grows, in (0, 1], for any past', () => {
    fc.assert(
      fc.property(
        fc.array(magnitude, { minLength: 20, maxLength: 200 }),
        fc.array(magnitude, { minLength: 2, maxLength: 20 }),
        (past, asked) => {
          const state = tailOf(past, 1.001);
          const p = asked.sort((a, b) => a - b).map((x) => tailProbability(state, 0, x));
          for (const [i, value] of p.entries()) {
            expect(value).toBeGreaterThanOrEqual(P_LEAST);
            expect(value).toBeLessThanOrEqual(1);
            if (i > 0) expect(value).toBeLessThanOrEqual(p[i - 1] * (1 + 1e-9));
          }
        },
      ),
    );
  });
});

describe('the past', () => {
  test('is forgotten with the time constant of its growth', () => {
    const growth = 1 + 1 / 1000;
    const state = tailOf(new Array<number>(5000).fill(100), growth);
    for (let i = 0; i < 1000; i++) tailPush(state, 0, 1, growth);
    // One time constant later e^-1 of the past is left.
    expect(tailProbability(state, 0, 50)).toBeGreaterThan(0.33);
    expect(tailProbability(state, 0, 50)).toBeLessThan(0.41);
    for (let i = 0; i < 9000; i++) tailPush(state, 0, 1, growth);
    expect(tailProbability(state, 0, 50)).toBeLessThan(0.01);
  });

  test('a reading counts as the share that it is pushed with', () => {
    const state = tailOf(new Array<number>(900).fill(1));
    for (let i = 0; i < 400; i++) tailPush(state, 0, 4, KEEP, 0.25);
    for (let i = 0; i < 400; i++) tailPush(state, 0, 9, KEEP, 0);
    expect(tailProbability(state, 0, 3)).toBeCloseTo(0.1, 2);
    expect(tailQuantile(state, 0, 0.999)).toBeLessThan(5);
  });

  test('is kept when weights are scaled down', () => {
    const growth = 1.01;
    const state = new Float32Array(TAIL_FLOATS);
    const random = new Random(1);
    for (let i = 0; i < 20_000; i++) {
      tailPush(state, 0, random.next(), growth);
      if (i < 1000) continue;
      const p = tailProbability(state, 0, 0.5);
      expect(p).toBeGreaterThan(0.2);
      expect(p).toBeLessThan(0.8);
    }
  });

  test('makes room above: what was pushed is still counted', () => {
    const values = [...new Array<number>(500).fill(1), ...new Array<number>(100).fill(1e6)];
    const state = tailOf(values);
    expect(tailProbability(state, 0, 9e5)).toBeCloseTo(100 / 600, 2);
    expect(tailProbability(state, 0, 0.5)).toBeCloseTo(1, 5);
    expect(state.subarray(TAIL_FLOATS - TAIL_BINS).reduce((a, b) => a + b)).toBeCloseTo(600, 3);
  });

  test('can be taken to another unit, to the nearest quarter octave', () => {
    const values = draws(5000, (r) => -Math.log(1 - r.next()));
    const state = tailOf(values);
    const times = 1000;
    tailScale(state, 0, times);
    for (const x of [0.5, 1, 2, 3, 5]) {
      const ratio = tailProbability(state, 0, x * times) / tailProbability(tailOf(values), 0, x);
      expect(Math.abs(Math.log2(ratio))).toBeLessThan(0.2 * (1 + x));
    }
    for (const factor of [1e-300, 1e300, 0, NaN]) {
      tailScale(state, 0, factor);
      expect(Number.isFinite(tailQuantile(state, 0, 0.999))).toBe(true);
    }
    const empty = new Float32Array(TAIL_FLOATS);
    tailScale(empty, 0, 5);
    expect(empty.every((x) => x === 0)).toBe(true);
  });

  test('magnitudes beyond single precision stay finite', () => {
    const state = tailOf([...draws(100, (r) => r.next()), 1e300, Infinity, Number.MAX_VALUE]);
    expect(tailQuantile(state, 0, 0.9999)).toBeLessThan(Infinity);
    expect([...state].every(Number.isFinite)).toBe(true);
  });

  test('of one signal is not that of its neighbour', () => {
    const state = new Float32Array(2 * TAIL_FLOATS);
    for (let i = 0; i < 100; i++) tailPush(state, TAIL_FLOATS, i, KEEP);
    expect(state.subarray(0, TAIL_FLOATS).every((x) => x === 0)).toBe(true);
    expect(state.subarray(TAIL_FLOATS)).toEqual(tailOf(Array.from({ length: 100 }, (_, i) => i)));
  });
});

test.each(Object.entries(DRAW))('%s: quantiles', (_, draw) => {
  const values = draws(20_000, draw);
  const state = tailOf(values);
  values.sort((a, b) => a - b);
  for (const q of [0.5, 0.9, 0.99, 0.999]) {
    expect(tailQuantile(state, 0, q) / values[Math.floor(q * values.length)]).toBeCloseTo(1, 0.9);
  }
});
