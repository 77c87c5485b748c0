import { describe, expect, test } from 'vitest';
import type { Bank, BankSettings } from '../bank/bank.ts';
import { createBank, restoreBank } from '../bank/create.ts';
import { FEATURES, MODELS, createScores } from '../bank/scores.ts';
import { Random } from '../random.ts';
import { refusalOf } from '../testing/refusal.ts';
import { scoreAll } from '../testing/score-all.ts';
import { gauss } from '../testing/shapes.ts';

const SETTINGS: BankSettings = {
  intervalSeconds: 60,
  direction: 'both',
  models: { statistical: true, forest: true, joint: true },
  seed: 1,
};
const SIGNALS = 4;
const ROWS = 3_000;
const ODD = 2_900;

function bankOf(settings = SETTINGS): Bank {
  const bank = createBank(settings);
  bank.addSlots(SIGNALS + 1);
  for (let slot = 0; slot < SIGNALS; slot++) bank.join(slot, 1);
  return bank;
}

/** Signals that follow one load; at ODD signal 2 goes the other way, no farther than it often is. The last stands alone. */
function made(): number[][] {
  const random = new Random(4);
  let load = 0;
  return Array.from({ length: ROWS }, (_, i) => {
    load = i === ODD ? 1.6 : 0.8 * load + gauss(random);
    return Array.from({ length: SIGNALS + 1 }, (__, slot) => {
      const towards = slot === SIGNALS ? gauss(random) : slot === 2 && i === ODD ? -load : load;
      return 100 + 10 * towards + gauss(random);
    });
  });
}

const rows = made();
const reading = (i: number, slot: number): number => rows[i][slot];

function at(bank: Bank): ReturnType<typeof createScores> {
  const scores = createScores(SIGNALS + 1);
  const slots = Uint32Array.from({ length: SIGNALS + 1 }, (_, i) => i);
  for (let i = 0; i <= ODD; i++) bank.step(i * 60_000, slots, Float64Array.from(rows[i]), scores);
  return scores;
}

test('a reading that is odd only beside the others is a surprise, laid to its signal and to the joint model', () => {
  const scores = at(bankOf());
  expect(scores.entity[2]).toBeGreaterThan(2.5);
  expect(MODELS[scores.model[2]]).toBe('joint');
  expect(FEATURES[scores.feature[2]]).toBe('joint');
  const alone = at(bankOf({ ...SETTINGS, models: { statistical: true, forest: true } }));
  expect(scores.surprise[2]).toBeGreaterThan(1.2 * alone.surprise[2]);
});

test('a signal in no entity hears nothing of it', () => {
  expect(at(bankOf()).entity[SIGNALS]).toBe(0);
});

test('restored in the middle: bit for bit what an uninterrupted one says', () => {
  const whole = scoreAll(bankOf(), SIGNALS + 1, 0, 1_000, reading);
  for (const cut of [0, 1, 130, 700]) {
    const before = bankOf();
    const first = scoreAll(before, SIGNALS + 1, 0, cut, reading);
    const bytes = before.save();
    const after = restoreBank(bytes);
    expect(after.save()).toEqual(bytes);
    expect([...first, ...scoreAll(after, SIGNALS + 1, cut, 1_000, reading)]).toEqual(whole);
  }
});

describe('entities change', () => {
  test('a signal that joins, leaves or is cleared: the others go on', () => {
    const bank = bankOf();
    scoreAll(bank, SIGNALS + 1, 0, 300, reading);
    expect(bank.join(SIGNALS, 1)).toBe(true);
    scoreAll(bank, SIGNALS + 1, 300, 400, reading);
    bank.join(0, 0);
    bank.clearSlot(1);
    const said = scoreAll(bank, SIGNALS + 1, 400, 900, reading);
    expect(said.flat().every(([p]) => p > 0 && p <= 1)).toBe(true);
  });

  test('one that is full leaves the slot outside; a slot that is not there is refused', () => {
    const bank = createBank(SETTINGS);
    bank.addSlots(256);
    const joined = Array.from({ length: 256 }, (_, slot) => bank.join(slot, 9));
    expect(joined.filter(Boolean).length).toBe(255);
    expect(joined.at(-1)).toBe(false);
    expect(refusalOf(() => bank.join(256, 1)).code).toBe('BAD_SLOT');
  });

  test('without the joint model nothing is joined', () => {
    const bank = createBank({ ...SETTINGS, models: { statistical: true, forest: true } });
    bank.addSlots(1);
    expect(bank.join(0, 1)).toBe(false);
  });
});
