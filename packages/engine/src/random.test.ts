import { expect, test } from 'vitest';
import { Random } from './random.ts';

const draw = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.next());

test('the same seed gives the same numbers, another seed others', () => {
  expect(draw(new Random(7), 5)).toEqual(draw(new Random(7), 5));
  expect(draw(new Random(7), 5)).not.toEqual(draw(new Random(8), 5));
});

test('goes on from its state', () => {
  const random = new Random(3);
  draw(random, 100);
  const other = new Random(0);
  other.state = random.state;
  expect(draw(other, 10)).toEqual(draw(random, 10));
});

// First numbers of mulberry32 as published (seed 1).
test('is mulberry32', () => {
  expect(draw(new Random(1), 2)).toEqual([0.6270739405881613, 0.002735721180215478]);
});

test('evenly spread over [0, 1)', () => {
  const numbers = draw(new Random(1), 100_000);
  expect(numbers.every((x) => x >= 0 && x < 1)).toBe(true);
  const counts = new Array<number>(10).fill(0);
  for (const x of numbers) counts[Math.floor(10 * x)]++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});
