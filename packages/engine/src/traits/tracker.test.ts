import { describe, expect, test } from 'vitest';
import { FEATURES } from '../bank/scores.ts';
import { joined } from '../bytes.ts';
import { Random } from '../random.ts';
import { gauss, poisson } from '../testing/shapes.ts';
import { TRAITS, TRAIT_COUNT } from './layout.ts';
import { TraitTracker } from './tracker.ts';
import { createTraitRows } from './rows.ts';

const DAY_MS = 86_400_000;
const MONDAY = Date.UTC(2026, 0, 5);

interface Seen {
  expected: number;
  lower: number;
  upper: number;
  /** Decades by trait. */
  surprise: Record<string, number>;
  feature: string;
  confidence: number;
}

/** Feeds one signal, a reading every `seconds`; what was said of each reading. */
function run(
  count: number,
  reading: (i: number, timeMs: number) => number,
  { seconds = 600, direction = 'both' as 'both' | 'up' | 'down', startMs = MONDAY } = {},
): Seen[] {
  const tracker = new TraitTracker(seconds, direction);
  tracker.columns.addSlots(1);
  const rows = createTraitRows(1);
  return Array.from({ length: count }, (_, i) => {
    const timeMs = startMs + i * seconds * 1000;
    tracker.step(timeMs, Uint32Array.of(0), Float64Array.of(reading(i, timeMs)), rows);
    return {
      expected: rows.expected[0],
      lower: rows.lower[0],
      upper: rows.upper[0],
      surprise: Object.fromEntries(TRAITS.map((trait, k) => [trait, rows.surprise[k]])),
      feature: FEATURES[rows.feature[0]],
      confidence: rows.confidence[0],
    };
  });
}

function noise(sigma: number, seed = 1): () => number {
  const random = new Random(seed);
  return () => sigma * gauss(random);
}

const PER_DAY = 144;
const total = (seen: Seen): number => Object.values(seen.surprise).reduce((a, b) => a + b, 0);
const mean = (x: number[]): number => x.reduce((a, b) => a + b, 0) / x.length;

describe('a daily season', () => {
  const wave = (timeMs: number): number => 100 + 50 * Math.sin((2 * Math.PI * timeMs) / DAY_MS);

  test('is expected after some days, more closely than on the first', () => {
    const e = noise(2);
    const said = run(12 * PER_DAY, (_, t) => wave(t) + e());
    const error = (day: number): number =>
      mean(
        said
          .slice(day * PER_DAY, (day + 1) * PER_DAY)
          .map((s, i) => Math.abs(s.expected - wave(MONDAY + (day * PER_DAY + i) * 600_000)))
          .filter(Number.isFinite),
      );
    expect(error(10)).toBeLessThan(2.5);
    expect(error(10)).toBeLessThan(error(0));
  });

  test('a jump that comes every day at the same time is no surprise any more', () => {
    const e = noise(1);
    const busy = (i: number): boolean => i % PER_DAY >= 60 && i % PER_DAY < 66;
    const said = run(15 * PER_DAY, (i) => (busy(i) ? 200 : 100) + e());
    const seasonOf = (day: number): number => said[day * PER_DAY + 60].surprise['season'];
    expect(seasonOf(1)).toBeGreaterThan(1);
    expect(mean([12, 13, 14].map(seasonOf))).toBeLessThan(1);
    expect(said[14 * PER_DAY + 62].expected).toBeGreaterThan(150);
  });

  test('what is ordinary by day is a surprise by night, and the season says so', () => {
    const e = noise(2);
    const said = run(12 * PER_DAY, (i, t) => (i === 11 * PER_DAY + 108 ? wave(t) + 90 : wave(t) + e()));
    const at = said[11 * PER_DAY + 108];
    expect(at.surprise['season']).toBeGreaterThan(2);
    expect(at.surprise['seasonStep']).toBeGreaterThan(2);
    // 140 is within what the signal shows by day.
    expect(at.surprise['level']).toBeLessThan(2);
  });
});

test('a weekly season is expected after some weeks', () => {
  const e = noise(2);
  const weekend = (timeMs: number): boolean => [0, 6].includes(new Date(timeMs).getUTCDay());
  const truth = (timeMs: number): number =>
    (weekend(timeMs) ? 60 : 150) + 20 * Math.sin((2 * Math.PI * timeMs) / DAY_MS);
  const said = run(8 * 7 * PER_DAY, (_, t) => truth(t) + e());
  // The first readings of a Saturday tell whether the week was known beforehand.
  const saturday = (week: number): Seen => said[(7 * week + 5) * PER_DAY + 1];
  expect(Math.abs(saturday(7).expected - 60)).toBeLessThan(30);
  expect(saturday(7).surprise['season']).toBeLessThan(saturday(0).surprise['season'] + 2);
  const monday = said[7 * 7 * PER_DAY + 1];
  expect(Math.abs(monday.expected - 150)).toBeLessThan(40);
});

describe('direction', () => {
  const dip = (i: number): number => (i === 1500 ? 40 : 100);
  const fall = (direction: 'both' | 'up' | 'down'): Seen[] => {
    const e = noise(1);
    return run(1501, (i) => dip(i) + e(), { direction });
  };

  test('a fall is a surprise both ways and down, and none up but for the spread', () => {
    for (const direction of ['both', 'down'] as const) {
      expect(fall(direction)[1500].surprise['residual'], direction).toBeGreaterThan(3);
    }
    const up = fall('up')[1500].surprise;
    for (const trait of TRAITS.filter((name) => name !== 'spread'))
      expect(up[trait], trait).toBeLessThan(0.5);
  });
});

describe('signals below zero', () => {
  test('are expected below zero', () => {
    const e = noise(1);
    const last = run(3 * PER_DAY, () => -50 + e()).at(-1);
    expect(last?.expected).toBeCloseTo(-50, -0.5);
    expect(last?.lower).toBeLessThan(-50);
    expect(last?.upper).toBeGreaterThan(-50);
  });

  test('a first fall below zero is as much of a surprise as any other', () => {
    const at = (low: number): number => {
      const e = noise(1);
      return run(2001, (i) => (i === 2000 ? low : 30 + e()))[2000].surprise['residual'];
    };
    expect(at(-1)).toBeGreaterThan(3);
    expect(at(-1)).toBeGreaterThanOrEqual(at(10) * 0.8);
  });

  test('what was learnt of the season before the first reading below zero is kept', () => {
    const e = noise(1);
    const wave = (t: number): number => 60 + 30 * Math.sin((2 * Math.PI * t) / DAY_MS);
    const said = run(9 * PER_DAY, (i, t) => (i === 8 * PER_DAY ? -5 : wave(t) + e()));
    const errors = said
      .slice(8 * PER_DAY + 20)
      .map((s, i) => Math.abs(s.expected - wave(MONDAY + (8 * PER_DAY + 20 + i) * 600_000)));
    expect(mean(errors)).toBeLessThan(6);
  });

  test('one that turns negative is expected there soon', () => {
    const e = noise(1);
    const said = run(900, (i) => (i < 500 ? 5 : -5) + e());
    expect(said[899].expected).toBeCloseTo(-5, -0.5);
  });

  test('one that never does has no bound below zero', () => {
    const random = new Random(1);
    for (const { lower } of run(2000, () => poisson(random, 0.3))) {
      if (lower < 0) throw new Error(`lower bound ${lower}`);
    }
  });
});

test('a constant is expected exactly and is no surprise; the first other value is one', () => {
  const said = run(1000, (i) => (i === 999 ? 8 : 7));
  expect(said[998].expected).toBeCloseTo(7, 3);
  expect(total(said[998])).toBe(0);
  expect(said[999].surprise['step']).toBeGreaterThan(2);
  expect(said[999].feature).not.toBe('joint');
});

test('a step is a surprise and becomes normal', () => {
  const e = noise(1);
  const said = run(9000, (i) => (i < 3000 ? 100 : 150) + e(), { seconds: 60 });
  expect(said[3000].surprise['residual']).toBeGreaterThan(3);
  expect(said[3000].upper).toBeLessThan(150);
  const late = said.slice(-500);
  expect(mean(late.map(total))).toBeLessThan(TRAIT_COUNT * 0.75);
  expect(mean(late.map((s) => s.expected))).toBeCloseTo(150, -0.5);
});

test('counts: a burst after silence, and silence after bursts', () => {
  const random = new Random(2);
  const burst = run(3000, (i) => (i === 2999 ? 25 : poisson(random, 0.05)));
  expect(burst[2999].surprise['residual']).toBeGreaterThan(3);
  const silence = run(3010, (i) => (i >= 3000 ? 0 : poisson(random, 60)));
  expect(silence[3000].surprise['residual']).toBeGreaterThan(3);
  expect(silence[3000].lower).toBeGreaterThan(0);
});

test('a signal that has grown restless shows in its spread', () => {
  const e = noise(1);
  const said = run(3000, (i) => 100 + e() * (i < 2950 ? 1 : 12));
  expect(Math.max(...said.slice(2950).map((s) => s.surprise['spread']))).toBeGreaterThan(2.5);
});

describe('missing readings', () => {
  // At every place of the first days: also where the season becomes known, and where it is due.
  test.each([0, 1, 5, 100, 2 * PER_DAY, 3 * PER_DAY, 500])('at reading %i leave the state alone', (at) => {
    const tracker = new TraitTracker(600, 'both');
    tracker.columns.addSlots(1);
    const rows = createTraitRows(1);
    const e = noise(1);
    const step = (i: number, value: number): void =>
      tracker.step(MONDAY + i * 600_000, Uint32Array.of(0), Float64Array.of(value), rows);
    for (let i = 0; i < at; i++) step(i, 100 + e());
    const before = joined(tracker.pieces());
    for (const [k, value] of [NaN, Infinity, -Infinity].entries()) {
      step(at + k, value);
      expect(rows.surprise.every((x) => x === 0)).toBe(true);
    }
    expect(joined(tracker.pieces())).toEqual(before);
  });

  test('still have an expected value', () => {
    const e = noise(1);
    const last = run(500, (i) => (i === 499 ? NaN : 100 + e())).at(-1);
    expect(last?.expected).toBeCloseTo(100, -0.5);
  });
});

test('the band holds nearly all ordinary readings', () => {
  const e = noise(3);
  const values: number[] = [];
  const said = run(20_000, () => (values[values.length] = 100 + e()), { seconds: 60 });
  const outside = said
    .slice(5000)
    .filter((s, i) => !(s.lower <= values[i + 5000] && values[i + 5000] <= s.upper));
  expect(outside.length / 15_000).toBeLessThan(0.004);
});

test('confidence rises from 0 to 1', () => {
  const said = run(5000, (i) => i % 7, { seconds: 60 });
  expect(said[0].confidence).toBe(0);
  for (let i = 1; i < said.length; i++) {
    if (said[i].confidence < said[i - 1].confidence) throw new Error(`falls at ${i}`);
  }
  expect(said[4999].confidence).toBe(1);
});

test.each([1, 60, 3600, 86_400, 604_800])('readings every %i s', (seconds) => {
  const e = noise(1);
  const last = run(400, () => 100 + e(), { seconds }).at(-1);
  expect(last?.expected).toBeCloseTo(100, -1);
});
