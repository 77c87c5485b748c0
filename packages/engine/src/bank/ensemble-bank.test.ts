import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { refusalOf } from '../testing/refusal.ts';
import { scoreAll, type Said } from '../testing/score-all.ts';
import { gauss } from '../testing/shapes.ts';
import type { Bank, BankSettings } from './bank.ts';
import { createBank, restoreBank } from './create.ts';
import { createScores } from './scores.ts';

const SETTINGS: BankSettings = {
  intervalSeconds: 600,
  direction: 'both',
  models: { statistical: true, forest: true },
  seed: 1,
};
const NO_FOREST: BankSettings = { ...SETTINGS, models: { statistical: true, forest: false } };
const ROWS = 1500;

/** Readings that depend on row and slot alone: a daily wave, noise, a fault, and some missing. */
function reading(i: number, slot: number): number {
  const random = new Random(i * 31 + slot * 7919);
  if (random.next() < 0.03) return NaN;
  const fault = i > 1200 && i < 1210 ? 60 : 0;
  return (
    50 + 20 * Math.sin((2 * Math.PI * i) / 144 + slot) + 3 * gauss(random) + fault - (slot === 2 ? 60 : 0)
  );
}

function bankOf(slots: number, settings = SETTINGS): Bank {
  const bank = createBank(settings);
  bank.addSlots(slots);
  return bank;
}

describe.each([
  ['all models', SETTINGS],
  ['the statistical model', NO_FOREST],
  ['the forest', { ...SETTINGS, models: { statistical: false, forest: true } }],
  ['one direction', { ...SETTINGS, direction: 'down' as const }],
])('%s', (_, settings) => {
  const whole = scoreAll(bankOf(3, settings), 3, 0, ROWS, reading);

  test('speaks: the fault is a surprise, a p-value is in (0, 1], a missing reading has 1', () => {
    for (const [i, row] of whole.entries()) {
      for (const [slot, [p, , news]] of row.entries()) {
        if (!(p > 0 && p <= 1) || !(news >= 0)) throw new Error(`row ${i}: p ${p}, news ${news}`);
        if (Number.isNaN(reading(i, slot)) && (p !== 1 || news !== 0)) throw new Error(`row ${i} is missing`);
      }
    }
    const least = Math.min(...whole.slice(1201, 1210).flatMap((row) => row.map(([p]) => p)));
    expect(least).toBeLessThan(settings.direction === 'down' ? 1 : 1e-3);
  });

  test('restored in the middle: bit for bit what an uninterrupted one says', () => {
    for (const cut of [0, 1, 17, 40, 200, 777, 1205]) {
      const before = bankOf(3, settings);
      const first = scoreAll(before, 3, 0, cut, reading);
      const bytes = before.save();
      const after = restoreBank(bytes);
      expect(after.save()).toEqual(bytes);
      expect([...first, ...scoreAll(after, 3, cut, ROWS, reading)]).toEqual(whole);
    }
  });

  test('causal: what comes later changes nothing that was said', () => {
    const other = (i: number, slot: number): number => (i < 1000 ? reading(i, slot) : 1e9 * slot);
    expect(scoreAll(bankOf(3, settings), 3, 0, 1010, other).slice(0, 1000)).toEqual(whole.slice(0, 1000));
  });
});

// The forest is shared by all signals of a bank, so what it says of one depends on the others: not so without it.
describe('signals without the forest', () => {
  const alone = scoreAll(bankOf(1, NO_FOREST), 1, 0, ROWS, reading).map(([row]) => row);

  test('do not know each other, also when they come later', () => {
    const bank = bankOf(1, NO_FOREST);
    const first = scoreAll(bank, 1, 0, 500, reading).map(([row]) => row);
    expect(bank.addSlots(40)).toBe(1);
    const rest = scoreAll(bank, 41, 500, ROWS, reading).map(([row]) => row);
    expect([...first, ...rest]).toEqual(alone);
  });

  test('stand in any order, and in any part of the slots', () => {
    const bank = bankOf(5, NO_FOREST);
    const scores = createScores(2);
    const said: Said[] = [];
    for (let i = 0; i < ROWS; i++) {
      const slots = i % 2 ? Uint32Array.of(4, 3) : Uint32Array.of(3, 1);
      const values = Float64Array.from(slots, (slot) => (slot === 3 ? reading(i, 0) : 5));
      bank.step(i * 600_000, slots, values, scores);
      const at = slots.indexOf(3);
      said.push([scores.pValue[at], scores.surprise[at], scores.news[at], scores.expected[at]]);
    }
    expect(said).toEqual(alone.map((row) => row.slice(0, 4)));
  });

  test('a cleared slot starts anew', () => {
    const bank = bankOf(2, NO_FOREST);
    scoreAll(bank, 2, 0, 900, (i, slot) => 7 * i + slot);
    bank.clearSlot(0);
    const said = scoreAll(bank, 2, 1008, 1400, reading).map(([row]) => row);
    const fresh = bankOf(1, NO_FOREST);
    expect(said).toEqual(scoreAll(fresh, 1, 1008, 1400, reading).map(([row]) => row));
  });

  test('a slot left out of a call has a gap there: as if its reading were missing', () => {
    const gap = (i: number, slot: number): number => (i >= 300 && i < 400 ? NaN : reading(i, slot));
    const missing = scoreAll(bankOf(1, NO_FOREST), 1, 0, 800, gap).map(([row]) => row);
    const bank = bankOf(1, NO_FOREST);
    scoreAll(bank, 1, 0, 300, reading);
    scoreAll(bank, 0, 300, 400, reading);
    expect(scoreAll(bank, 1, 400, 800, reading).map(([row]) => row)).toEqual(missing.slice(400));
  });
});

test('with the same seed and readings: the same bytes; with another seed the forest differs', () => {
  const bytes = (seed: number): Uint8Array => {
    const bank = bankOf(2, { ...SETTINGS, seed });
    scoreAll(bank, 2, 0, 500, reading);
    return bank.save();
  };
  expect(bytes(3)).toEqual(bytes(3));
  expect(bytes(3)).not.toEqual(bytes(4));
});

describe('refused', () => {
  test.each([0, -1, NaN, Infinity])('an interval of %d s', (intervalSeconds) => {
    expect(refusalOf(() => createBank({ ...SETTINGS, intervalSeconds })).code).toBe('BAD_SETTINGS');
  });

  test('no model', () => {
    const models = { statistical: false, forest: false };
    expect(refusalOf(() => createBank({ ...SETTINGS, models })).code).toBe('BAD_SETTINGS');
  });

  const step = (bank: Bank, timeMs: number, slot = 0): void =>
    bank.step(timeMs, Uint32Array.of(slot), Float64Array.of(1), createScores(1));

  test('a time that does not come after the last one; the bank is as it was', () => {
    const bank = bankOf(1);
    step(bank, 1000);
    const before = bank.save();
    for (const time of [1000, 999, NaN, Infinity]) {
      expect(refusalOf(() => step(bank, time)).code).toBe('BAD_TIME');
    }
    expect(bank.save()).toEqual(before);
    step(bank, 1001);
  });

  test('a slot that is not there; the bank is as it was', () => {
    const bank = bankOf(2);
    const before = bank.save();
    expect(refusalOf(() => step(bank, 1000, 2)).code).toBe('BAD_SLOT');
    expect(refusalOf(() => step(createBank(SETTINGS), 1000, 0)).code).toBe('BAD_SLOT');
    expect(refusalOf(() => bank.clearSlot(2)).code).toBe('BAD_SLOT');
    expect(bank.save()).toEqual(before);
    step(bank, 1000, 1);
  });
});

describe('saved bytes', () => {
  const bank = bankOf(2);
  scoreAll(bank, 2, 0, 300, reading);
  const bytes = bank.save();

  test('of an empty bank', () => {
    expect(restoreBank(createBank(SETTINGS).save()).size).toBe(0);
  });

  test('keep the settings and the clock', () => {
    const back = restoreBank(bytes);
    expect(back.settings).toEqual(SETTINGS);
    expect(refusalOf(() => scoreAll(back, 2, 299, 300, reading)).code).toBe('BAD_TIME');
  });

  test('cut short anywhere: refused by code', () => {
    for (let length = 0; length < bytes.length; length += Math.ceil(bytes.length / 300)) {
      expect(refusalOf(() => restoreBank(bytes.subarray(0, length))).code).toBe('BAD_STATE');
    }
  });

  test('of another version: refused by name', () => {
    const newer = bytes.slice();
    newer[4]++;
    const error = refusalOf(() => restoreBank(newer));
    expect(error.code).toBe('UNSUPPORTED_VERSION');
    expect(error.message).toContain('bank');
  });

  test('a head that is no settings, parts that do not fit each other: refused by code', () => {
    const head = bytes.indexOf('{'.charCodeAt(0));
    const broken = bytes.slice();
    broken[head] = 0;
    expect(refusalOf(() => restoreBank(broken)).code).toBe('BAD_STATE');
    const text = new TextDecoder('latin1').decode(bytes);
    const flag = text.indexOf('"forest":true');
    const other = bytes.slice();
    other.set(new TextEncoder().encode('"forest":null'), flag);
    expect(refusalOf(() => restoreBank(other)).code).toBe('BAD_STATE');
  });
});
