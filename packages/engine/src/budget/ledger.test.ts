import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { Ledger } from './ledger.ts';

const HOUR = 3_600_000;
const SETTINGS = { gapMs: HOUR, intervalMs: HOUR };

/** `weeks` of hours, with an alert of rarity `rarity()` in each week `perWeek` times. */
function spent(weeks: number, perWeek: number, rarity: () => number): Ledger {
  const ledger = new Ledger(SETTINGS);
  for (let h = 0; h < weeks * 168; h++) {
    if (h % Math.floor(168 / perWeek) === 0) ledger.raise(h * HOUR, rarity());
    ledger.pass();
  }
  return ledger;
}

test('false alerts at the budget leave the threshold alone; too many raise it, too few lower it', () => {
  const random = new Random(3);
  const chance = (): number => random.next();
  expect(Math.abs(spent(40, 1, chance).correction(1))).toBeLessThan(1.2);
  expect(spent(12, 4, chance).correction(1)).toBeGreaterThan(1);
  expect(spent(12, 1, () => 1).correction(8)).toBeLessThan(-1);
});

test('alerts far beyond the threshold are taken for real: they cost next to nothing', () => {
  expect(spent(12, 3, () => 1e-9).correction(1)).toBeLessThan(0);
});

test('the correction is bounded', () => {
  expect(spent(3, 80, () => 1).correction(1)).toBe(1.8);
  expect(spent(50, 0.1, () => 0).correction(100)).toBe(-1.8);
});

test('peaks within the gap are one alert, and the week forgets', () => {
  const ledger = new Ledger(SETTINGS);
  ledger.raise(0, 1);
  ledger.raise(HOUR, 1);
  ledger.extend(2 * HOUR);
  ledger.raise(3 * HOUR, 1);
  ledger.raise(5 * HOUR, 1);
  expect(ledger.toldInWeek(5 * HOUR)).toBe(2);
  expect(ledger.toldInWeek(5 * HOUR + 169 * HOUR)).toBe(0);
});

test('what a person says takes the place of the expectation, and can be taken back', () => {
  const told = (verdicts: (boolean | undefined)[]): number => {
    const ledger = new Ledger(SETTINGS);
    ledger.raise(0, 0.5);
    ledger.pass();
    for (const verdict of verdicts) ledger.judge(0, verdict);
    ledger.judge(50 * HOUR, true);
    return ledger.correction(1);
  };
  expect(told([true])).toBeLessThan(told([]));
  expect(told([true, false])).toBeGreaterThan(told([true]));
  expect(told([true, undefined])).toBeCloseTo(told([]), 10);
});

test('saved as plain numbers and restored it goes on the same', () => {
  const ledger = spent(5, 3, () => 0.3);
  const restored = new Ledger(SETTINGS, JSON.parse(JSON.stringify(ledger.save())));
  for (const each of [ledger, restored]) {
    each.raise(900 * HOUR, 0.1);
    each.pass();
  }
  expect(restored.save()).toEqual(ledger.save());
});
