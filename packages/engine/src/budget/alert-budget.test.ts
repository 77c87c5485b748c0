import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { AlertBudget, THRESHOLD_LEAST, THRESHOLD_MOST } from './alert-budget.ts';

const MINUTE = 60_000;
const WEEK = 10_080;
const WEEKS = 30;

/** Alerts a week that peaks of `signals` independent signals raise, when a p-value of p is in truth one of p^`honesty`. */
function toldAWeek(signals: number, honesty: number, falseAlerts: number): number {
  const random = new Random(11);
  const budget = new AlertBudget({ falseAlerts, intervalSeconds: 60 });
  let told = 0;
  let last = -Infinity;
  for (let i = 0; i < WEEKS * WEEK; i++) {
    const time = i * MINUTE;
    const threshold = budget.threshold(time, signals);
    // The least of `signals` p-values: 1 - (1 - u)^(1/signals), in decibans.
    const least = -Math.expm1(Math.log1p(-random.next()) / signals);
    const peak = (-10 * Math.log10(least)) / honesty;
    if (peak >= threshold) {
      if (time - last > budget.gapMs) told++;
      last = time;
      budget.raise(time, peak, threshold);
    }
    budget.learn(time, peak, threshold);
  }
  return told / WEEKS;
}

test.each([
  [1, 1, 1],
  [100, 1, 1],
  [10_000, 1, 1],
  [100, 0.7, 1],
  [100, 1.3, 1],
  [100, 1, 5],
])(
  '%i signals whose p-values are honest to the power %f keep a budget of %i a week',
  (signals, honesty, n) => {
    const told = toldAWeek(signals, honesty, n);
    expect(told).toBeGreaterThan(0.5 * n);
    expect(told).toBeLessThan(1.5 * n);
  },
);

test('the first day asks for more', () => {
  const budget = new AlertBudget({ falseAlerts: 1, intervalSeconds: 60 });
  const first = budget.threshold(0, 10);
  expect(budget.current(24 * 60 * MINUTE)).toBeLessThan(first / 2);
});

test('a larger budget asks for less, and ten times rarer is more decibans', () => {
  const [small, large] = [1, 10].map((falseAlerts) => new AlertBudget({ falseAlerts, intervalSeconds: 60 }));
  expect(large.threshold(0, 10)).toBeLessThan(small.threshold(0, 10));
  expect(small.decadeAt(40)).toBeGreaterThanOrEqual(10);
  expect(small.expectedAt(30)).toBeGreaterThan(small.expectedAt(40));
});

test('whatever the peaks, the threshold stays finite and within its bounds', () => {
  const peaks = fc.array(fc.oneof(fc.double({ min: 0, max: 3_000 }), fc.constant(0)), { maxLength: 400 });
  fc.assert(
    fc.property(peaks, fc.integer({ min: 1, max: 1e6 }), (all, readings) => {
      const budget = new AlertBudget({ falseAlerts: 1, intervalSeconds: 3_600 });
      for (const [i, peak] of all.entries()) {
        const time = i * 60 * MINUTE;
        const threshold = budget.threshold(time, readings);
        expect(threshold).toBeGreaterThanOrEqual(THRESHOLD_LEAST);
        expect(threshold).toBeLessThanOrEqual(THRESHOLD_MOST);
        if (peak >= threshold) budget.raise(time, peak, threshold);
        budget.learn(time, peak, threshold);
      }
    }),
    { numRuns: 50 },
  );
});

test('saved as JSON and restored at any moment, it goes on the same', () => {
  const settings = { falseAlerts: 1, intervalSeconds: 60 };
  const run = (cut: number): number[] => {
    const random = new Random(5);
    let budget = new AlertBudget(settings);
    return Array.from({ length: 4_000 }, (_, i) => {
      if (i === cut) budget = new AlertBudget(settings, JSON.parse(JSON.stringify(budget.save())));
      const time = i * MINUTE;
      const threshold = budget.threshold(time, 20);
      const peak = -10 * Math.log10(random.next()) * 3;
      if (peak >= threshold) budget.raise(time, peak, threshold);
      budget.learn(time, peak, threshold);
      return threshold;
    });
  };
  const whole = run(-1);
  for (const cut of [0, 1, 61, 1_999]) expect(run(cut)).toEqual(whole);
});
