import { describe, expect, it } from 'vitest';
import { createRandom, seedOf } from './random.ts';

const mean = (draws: number[]): number => draws.reduce((sum, x) => sum + x, 0) / draws.length;
const variance = (draws: number[]): number => {
  const m = mean(draws);
  return mean(draws.map((x) => (x - m) ** 2));
};
const many = (draw: () => number): number[] => Array.from({ length: 20_000 }, draw);

describe('createRandom', () => {
  it('draws the same for the same seed, and other lots for another', () => {
    const [a, b, c] = [7, 7, 8].map((seed) => createRandom(seed));
    const draws = [a, b, c].map((r) => [r.uniform(), r.normal(), r.poisson(3), r.poisson(300)]);
    expect(draws[0]).toEqual(draws[1]);
    expect(draws[0]).not.toEqual(draws[2]);
  });

  it('has the moments of its distributions', () => {
    const random = createRandom(1);
    const uniform = many(() => random.uniform());
    expect(mean(uniform)).toBeCloseTo(0.5, 1);
    expect(variance(uniform)).toBeCloseTo(1 / 12, 2);
    const normal = many(() => random.normal());
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(variance(normal)).toBeCloseTo(1, 1);
  });

  it.each([0.2, 4, 59, 61, 5000])('counts like a Poisson of mean %d', (lambda) => {
    const random = createRandom(2);
    const counts = many(() => random.poisson(lambda));
    expect(counts.every((n) => Number.isInteger(n) && n >= 0)).toBe(true);
    expect(mean(counts) / lambda).toBeCloseTo(1, 1);
    expect(variance(counts) / lambda).toBeCloseTo(1, 1);
  });

  it('counts nothing where nothing is expected', () => {
    expect(createRandom(1).poisson(0)).toBe(0);
    expect(createRandom(1).poisson(-1)).toBe(0);
  });

  it('gives each name a seed of its own', () => {
    expect(seedOf(1, 'a')).toBe(seedOf(1, 'a'));
    expect(new Set([seedOf(1, 'a'), seedOf(1, 'b'), seedOf(2, 'a')]).size).toBe(3);
  });
});
