import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NATS_OFFSET, SIGMA_LEAST, surpriseNats } from './likelihood.ts';
import { STRAY_MOST, stray, strayFromBand } from './stray.ts';

/** The raw number that softplus makes `sigma` of. */
const rawOf = (sigma: number): number => Math.log(Math.expm1(sigma - SIGMA_LEAST));

describe('surprise', () => {
  // Densities of a Student t of four degrees: 3/8 in its middle, 3/8 · (1 + z²/4)^-2.5 elsewhere.
  test.each([
    [0, 0, 1, 3 / 8],
    [2, 0, 1, 3 / 8 / 2 ** 2.5],
    [3, 1, 0.5, (2 * 3) / 8 / 5 ** 2.5],
    [-3.5, 0.5, 2, 3 / 16 / 2 ** 2.5],
  ])('of %f from %f ± %f is the negative log-likelihood of a Student t', (z, mu, sigma, density) => {
    expect(surpriseNats(z, mu, rawOf(sigma)) + NATS_OFFSET).toBeCloseTo(-Math.log(density), 9);
  });

  test('is never below zero and never NaN', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(fc.property(number, number, number, (z, mu, raw) => surpriseNats(z, mu, raw) >= 0));
  });
});

describe('how far a reading strays', () => {
  test('has no unit and is bounded', () => {
    expect(stray(3, 1, 10)).toBeCloseTo(stray(3e6, 1e6, 1e7), 12);
    expect(stray(1e12, 1, 0)).toBe(STRAY_MOST);
    expect(stray(-1e12, 1, 0)).toBe(-STRAY_MOST);
    expect(stray(0, 0, 0)).toBe(0);
    expect(stray(NaN, 1, 1)).toBe(0);
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.double(), (a, b, c) => Math.abs(stray(a, b, c)) <= STRAY_MOST),
    );
  });

  test('from a band: by the side that it is on', () => {
    expect(strayFromBand(10, 10, 5, 20)).toBe(0);
    expect(strayFromBand(20, 10, 5, 20)).toBeCloseTo(Math.asinh(3.3), 12);
    expect(strayFromBand(5, 10, 5, 20)).toBeCloseTo(-Math.asinh(3.3), 12);
    expect(strayFromBand(5, NaN, NaN, NaN)).toBeNaN();
    expect(strayFromBand(NaN, 1, 0, 2)).toBeNaN();
  });
});
