import { describe, expect, test } from 'vitest';
import { createBank } from '../bank/create.ts';
import type { BankSettings } from '../bank/bank.ts';
import { Random } from '../random.ts';
import { scoreAll } from '../testing/score-all.ts';
import { gauss, poisson } from '../testing/shapes.ts';

const END = 5_000;

/** The least p-value before and after END, of a signal that goes on for so many readings after it. */
function least(
  make: (random: Random) => (i: number) => number,
  after: number,
  direction: BankSettings['direction'] = 'both',
): { before: number; after: number } {
  const bank = createBank({
    intervalSeconds: 60,
    direction,
    models: { statistical: true, forest: true },
    seed: 1,
  });
  bank.addSlots(1);
  const p = scoreAll(bank, 1, 0, END + after, make(new Random(1))).map(([[pValue]]) => pValue);
  return { before: Math.min(...p.slice(END - 500, END)), after: Math.min(...p.slice(END)) };
}

describe('nothing happens where something used to', () => {
  test('counts that fall silent', () => {
    expect(least((r) => (i) => (i < END ? poisson(r, 3) : 0), 60).after).toBeLessThan(1e-5);
    expect(least((r) => (i) => (i < END && r.next() < 0.3 ? 30 : 0), 120).after).toBeLessThan(1e-5);
  });

  test('a gauge that is stuck at an ordinary reading', () => {
    expect(least((r) => (i) => (i < END ? 50 + gauss(r) : 50), 40).after).toBeLessThan(1e-5);
  });

  test('looking up only, it is no matter', () => {
    expect(least((r) => (i) => (i < END ? poisson(r, 3) : 0), 60, 'up').after).toBeGreaterThan(1e-3);
  });
});

describe('a short past', () => {
  const young = (reading: (i: number, random: Random) => number, count: number): number[] => {
    const models = { statistical: true, forest: true };
    const bank = createBank({ intervalSeconds: 60, direction: 'both', models, seed: 1 });
    bank.addSlots(1);
    const random = new Random(1);
    return scoreAll(bank, 1, 0, count, (i) => reading(i, random)).map(([[pValue]]) => pValue);
  };

  test('a gauge that never stood still is stuck: HIGH within half an hour', () => {
    const p = young((i, r) => (i < 1_000 ? 50 + gauss(r) : 50), 1_030);
    expect(Math.min(...p.slice(1_000))).toBeLessThan(1e-5);
  });

  test('rare events: a quiet twice as long as any before is none yet', () => {
    const p = young((i, r) => (i < 500 ? poisson(r, 0.1) : 0), 580);
    expect(Math.min(...p.slice(500))).toBeGreaterThan(1e-3);
  });
});

test('quiet as it usually is: bursts each half hour, zeros between', () => {
  const said = least((r) => (i) => (i % 30 < 3 ? 50 + poisson(r, 30) : 0), 300);
  expect(said.after).toBeGreaterThan(1e-4);
});

test('a constant never changed, and is no surprise', () => {
  expect(least(() => () => 7, 500).after).toBeGreaterThan(0.5);
});

test('lines between far readings are changes: what was filled in is not taken for silence', () => {
  const line = (i: number, r: Random): number => (i < END ? 50 + gauss(r) : 50 + (i - END) * 0.01);
  expect(least((r) => (i) => line(i, r), 60).after).toBeGreaterThan(1e-5);
});
