import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { tailOf } from './tail.ts';

const random = new Random(1);
const calm = Array.from({ length: 20 }, () => Array.from({ length: 12 }, () => 2 * random.next()));
const wild = calm.map((own) => own.map((distance) => distance * 10 ** (4 * random.next() ** 3)));

test('the farther the rarer, nothing is rarer than it was seen to be', () => {
  const deviate = tailOf(calm);
  const far = [0, 0.5, 1, 2, 4, 100].map((distance) => deviate(distance, calm[0]));
  expect(far).toEqual([...far].sort((a, b) => a - b));
  expect(far[0]).toBe(0);
  expect(far[5]).toBeGreaterThan(4);
});

test('where distances jump by themselves a large one is less', () => {
  expect(tailOf(wild)(100, calm[0])).toBeLessThan(tailOf(calm)(100, calm[0]) - 1);
});

test('a service that is restless itself is believed less', () => {
  const deviate = tailOf(calm);
  expect(deviate(50, [1, 40, 1, 1, 30, 1])).toBeLessThan(deviate(50, calm[0]));
});

test('nothing to learn from', () => {
  expect(tailOf([])(5, [])).toBeGreaterThan(0);
});
