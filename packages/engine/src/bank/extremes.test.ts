import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoreAll } from '../testing/score-all.ts';
import type { BankSettings } from './bank.ts';
import { createBank } from './create.ts';
import { createScores } from './scores.ts';

const DIRECTIONS = ['both', 'up', 'down'] as const;
const [P, SURPRISE, NEWS, EXPECTED, LOWER, UPPER, FEATURE, CONFIDENCE] = [0, 1, 2, 3, 4, 5, 6, 7];
/** Readings after which a band is due, if any were there. */
const SETTLED = 200;

const settings = (direction: BankSettings['direction']): BankSettings => ({
  intervalSeconds: 60,
  direction,
  models: { statistical: true, forest: true },
  seed: 1,
});

/** Throws where a bank says what no caller could use. */
function check(readings: readonly number[], direction: BankSettings['direction']): void {
  const bank = createBank(settings(direction));
  bank.addSlots(1);
  let known = false;
  for (const [i, [row]] of scoreAll(bank, 1, 0, readings.length, (i) => readings[i]).entries()) {
    const place = `${direction}, reading ${i} (${readings[i]}): ${row.join(' ')}`;
    if (!(row[P] > 0 && row[P] <= 1)) throw new Error(`p-value: ${place}`);
    if (!(row[SURPRISE] >= 0 && row[NEWS] >= 0 && row[FEATURE] < 5)) throw new Error(`surprise: ${place}`);
    if (!(row[CONFIDENCE] >= 0 && row[CONFIDENCE] <= 1)) throw new Error(`confidence: ${place}`);
    if (row.some((x) => Math.abs(x) === Infinity)) throw new Error(`infinite: ${place}`);
    const band = [row[LOWER], row[EXPECTED], row[UPPER]];
    const told = band.filter((x) => !Number.isNaN(x)).length;
    if (told !== 0 && told !== 3) throw new Error(`half a band: ${place}`);
    if (told && !(band[0] <= band[1] && band[1] <= band[2])) throw new Error(`band: ${place}`);
    known ||= told === 3;
  }
  const finite = readings.filter(Number.isFinite).length;
  if (finite > SETTLED && !known) throw new Error('never a band');
}

const CASES: Record<string, (i: number) => number> = {
  nothing: () => NaN,
  infinities: (i) => [Infinity, -Infinity][i % 2],
  'an infinity now and then': (i) => (i % 9 ? i % 5 : Infinity),
  zero: () => 0,
  'zero of both signs': (i) => (i % 2 ? 0 : -0),
  constant: () => 5,
  alternating: (i) => i % 2,
  'alternating signs': (i) => (i % 2 ? 1 : -1),
  'one 1 after zeros': (i) => (i === 900 ? 1 : 0),
  huge: () => 1e308,
  'huge and small': (i) => (i % 2 ? 1e308 : 1),
  'huge of both signs': (i) => (i % 2 ? 1e308 : -1e308),
  'huge once': (i) => (i === 500 ? Number.MAX_VALUE : i % 10),
  'hugely negative once': (i) => (i === 500 ? -1e100 : i % 10),
  'beyond single precision': (i) => 1e39 * (i % 13),
  'root beyond single precision': (i) => 1e80 * (i % 3),
  denormals: (i) => 5e-324 * (i % 7),
  'denormals of both signs': (i) => (i % 2 ? 1e-310 : -1e-310),
  rising: (i) => i * i * i,
  falling: (i) => -(2 ** (i / 10)),
  everything: (i) => [NaN, 1e308, -1e308, Infinity, -Infinity, 5e-324, 0, -0, 1e77, -1e77][(i * 7) % 10],
};

describe.each(DIRECTIONS)('looking %s', (direction) => {
  test.each(Object.entries(CASES))('%s', (_, reading) => {
    check(
      Array.from({ length: 1200 }, (_, i) => reading(i)),
      direction,
    );
  });

  test('any readings at all', () => {
    const special = fc.constantFrom(
      NaN,
      Infinity,
      -Infinity,
      0,
      -0,
      1e308,
      -1e308,
      5e-324,
      1,
      -1,
      1e37,
      1e38,
    );
    const reading = fc.oneof(fc.double(), special, fc.integer({ min: 0, max: 3 }));
    // Each reading again and again: a tail needs a past before it is asked.
    const readings = fc
      .array(fc.tuple(reading, fc.integer({ min: 1, max: 60 })), { maxLength: 20 })
      .map((runs) => runs.flatMap(([x, times]) => new Array<number>(times).fill(x)));
    fc.assert(
      fc.property(readings, (given) => check(given, direction)),
      { numRuns: 150 },
    );
  });
});

test('a bank of no slots, and a step of none', () => {
  const bank = createBank(settings('both'));
  bank.step(1, new Uint32Array(0), new Float64Array(0), createScores(0));
  bank.addSlots(3);
  bank.step(2, new Uint32Array(0), new Float64Array(0), createScores(0));
  expect(bank.size).toBe(3);
});

test('times before 1970', () => {
  const bank = createBank(settings('both'));
  bank.addSlots(1);
  const scores = createScores(1);
  for (let i = 0; i < 300; i++) {
    bank.step(-1e12 + i * 60_000, Uint32Array.of(0), Float64Array.of(i % 7), scores);
  }
  expect(Number.isFinite(scores.expected[0])).toBe(true);
});
