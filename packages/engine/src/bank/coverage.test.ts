import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { scoreAll } from '../testing/score-all.ts';
import { gauss, poisson } from '../testing/shapes.ts';
import type { BankSettings } from './bank.ts';
import { createBank } from './create.ts';

type Reading = (i: number, random: Random) => number;
const HIGH = 1e-5;
const LOW = 1e-3;

function pValues(count: number, reading: Reading, direction: BankSettings['direction'] = 'both'): number[] {
  const models = { statistical: true, forest: true };
  const bank = createBank({ intervalSeconds: 60, direction, models, seed: 1 });
  bank.addSlots(1);
  const random = new Random(1);
  return scoreAll(bank, 1, 0, count, (i) => reading(i, random)).map(([[p]]) => p);
}
const least = (p: readonly number[], from: number, to?: number): number => Math.min(...p.slice(from, to));

test('drift is followed; a jump off the trend is found', () => {
  const p = pValues(6_100, (i, r) => 100 + 0.01 * i + 2 * gauss(r) + (i >= 6_000 ? 16 : 0));
  expect(p.slice(2_000, 6_000).filter((x) => x <= LOW).length).toBeLessThan(8);
  expect(least(p, 6_000, 6_010)).toBeLessThan(HIGH);
});

test.each([37, 90, 360, 420, 480])(
  'a period of %i minutes: its top in the place of its trough is found',
  (period) => {
    const from = Math.floor(7_000 / period) * period + Math.floor(0.7 * period);
    const odd = (i: number): number => (i >= from && i < from + Math.max(4, 0.1 * period) ? 45 : 0);
    const wave: Reading = (i, r) => 100 + 30 * Math.sin((2 * Math.PI * i) / period) + 2 * gauss(r) + odd(i);
    const p = pValues(from + 60, wave);
    expect(least(p, from)).toBeLessThan(HIGH);
    expect(p.slice(4_000, from).filter((x) => x <= LOW).length).toBeLessThan(12);
  },
);

test('heavy tails: what is far for them is found, what is usual is not', () => {
  const p = pValues(9_020, (i, r) => (1 - r.next()) ** (-1 / 2.5) * (i >= 9_000 && i < 9_005 ? 60 : 1));
  expect(least(p, 9_000)).toBeLessThan(HIGH);
  expect(p.slice(3_000, 9_000).filter((x) => x <= LOW).length).toBeLessThan(24);
});

test('rates near zero: a burst after silence', () => {
  expect(
    least(
      pValues(3_010, (i) => (i >= 3_000 ? 20 : 0)),
      3_000,
    ),
  ).toBeLessThan(HIGH);
  const rare: Reading = (i, r) => poisson(r, 0.05) + (i >= 5_000 && i < 5_010 ? 8 : 0);
  expect(least(pValues(5_020, rare), 5_000)).toBeLessThan(HIGH);
});

test('rates near zero: silence after bursts', () => {
  const p = pValues(5_060, (i, r) => (i < 5_000 ? poisson(r, 20) : 0));
  expect(least(p, 5_000, 5_005)).toBeLessThan(HIGH);
});

test.each([7.01, 8, -7])('a constant that moves to %d', (value) => {
  expect(
    least(
      pValues(3_003, (i) => (i < 3_000 ? 7 : value)),
      3_000,
    ),
  ).toBeLessThan(HIGH);
});

describe('one direction', () => {
  const falls: Reading = (i, r) => 100 + 3 * gauss(r) - (i >= 5_000 ? 60 : 0);
  const rises: Reading = (i, r) => 100 + 3 * gauss(r) + (i >= 5_000 ? 60 : 0);
  test('what goes the other way is no matter', () => {
    expect(least(pValues(5_060, falls, 'up'), 5_000)).toBeGreaterThan(LOW);
    expect(least(pValues(5_060, rises, 'down'), 5_000)).toBeGreaterThan(LOW);
  });
  test('what goes its way is found', () => {
    expect(least(pValues(5_010, rises, 'up'), 5_000)).toBeLessThan(HIGH);
    expect(least(pValues(5_010, falls, 'down'), 5_000)).toBeLessThan(HIGH);
  });
});

// The speed that the guide states.
test.each([8, 20, 100])(
  'a step of %i standard deviations is HIGH for two hours at most, and soon no news',
  (size) => {
    const p = pValues(9_000, (i, r) => 100 + 3 * gauss(r) + (i >= 5_000 ? 3 * size : 0));
    expect(least(p, 5_000, 5_005)).toBeLessThan(HIGH);
    expect(p.slice(5_120, 6_000).filter((x) => x <= HIGH).length).toBe(0);
    expect(p.slice(5_300, 6_000).filter((x) => x <= LOW).length).toBeLessThan(5);
  },
);
