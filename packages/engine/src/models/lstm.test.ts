import { describe, expect, test } from 'vitest';
import { createBank, restoreBank } from '../bank/create.ts';
import type { Bank, BankSettings } from '../bank/bank.ts';
import { netId } from '../nets/net-file.ts';
import { drawnNet } from '../nets/testing.ts';
import { Random } from '../random.ts';
import { refusalOf } from '../testing/refusal.ts';
import { scoreAll } from '../testing/score-all.ts';
import { gauss } from '../testing/shapes.ts';

const SETTINGS: BankSettings = {
  intervalSeconds: 60,
  direction: 'both',
  models: { statistical: true, forest: true, lstm: true },
  seed: 1,
};
const NET = drawnNet('lstm');

function bankOf(slots: number, settings = SETTINGS): Bank {
  const bank = createBank(settings, { lstm: NET });
  bank.addSlots(slots);
  return bank;
}

function readings(slots: number): (i: number, slot: number) => number {
  const noise = new Random(3);
  const drawn = Array.from({ length: 2_000 * slots }, () => 50 + 5 * gauss(noise));
  return (i, slot) => drawn[i * slots + slot];
}

describe('a bank that asks a net', () => {
  test('says something else than one that does not', () => {
    const without = createBank({ ...SETTINGS, models: { statistical: true, forest: true } });
    without.addSlots(2);
    const [with_, plain] = [bankOf(2), without].map((bank) => scoreAll(bank, 2, 0, 300, readings(2)));
    expect(with_).not.toEqual(plain);
    expect(without.netInUse('lstm')).toBeUndefined();
  });

  test('restored, goes on to the same bits, whatever nets there are by then', () => {
    const bank = bankOf(3);
    const read = readings(3);
    scoreAll(bank, 3, 0, 400, read);
    const restored = restoreBank(bank.save());
    expect(restored.netInUse('lstm')).toBe(netId(NET));
    expect(scoreAll(restored, 3, 400, 700, read)).toEqual(scoreAll(bank, 3, 400, 700, read));
    expect(restored.save()).toEqual(bank.save());
  });

  test('another net from an interval on: the same again in a replay', () => {
    const read = readings(2);
    const other = drawnNet('lstm', 9);
    const run = (): unknown[] => {
      const bank = bankOf(2);
      const before = scoreAll(bank, 2, 0, 300, read);
      bank.useNet('lstm', other);
      return [before, scoreAll(bank, 2, 300, 600, read), bank.netInUse('lstm')];
    };
    expect(run()).toEqual(run());
    expect(run()[2]).toBe(netId(other));
    const kept = bankOf(2);
    scoreAll(kept, 2, 0, 300, read);
    expect(scoreAll(kept, 2, 300, 600, read)).not.toEqual(run()[1]);
  });

  test('the net in use once more changes nothing', () => {
    const read = readings(1);
    const [a, b] = [bankOf(1), bankOf(1)];
    scoreAll(a, 1, 0, 200, read);
    scoreAll(b, 1, 0, 200, read);
    b.useNet('lstm', NET.slice());
    expect(b.save()).toEqual(a.save());
  });

  test('refuses to be without a net, and a net that nobody asks', () => {
    expect(refusalOf(() => createBank(SETTINGS)).code).toBe('BAD_SETTINGS');
    const plain = createBank({ ...SETTINGS, models: { statistical: true, forest: false } });
    expect(refusalOf(() => plain.useNet('lstm', NET)).code).toBe('BAD_SETTINGS');
    expect(refusalOf(() => bankOf(1).useNet('lstm', drawnNet('ple-gru'))).code).toBe('BAD_STATE');
  });

  test('a cleared slot knows nothing of the signal before', () => {
    const read = readings(1);
    const only: BankSettings = { ...SETTINGS, models: { statistical: false, forest: false, lstm: true } };
    const [used, fresh] = [bankOf(1, only), bankOf(1, only)];
    scoreAll(used, 1, 0, 300, read);
    used.clearSlot(0);
    expect(scoreAll(used, 1, 300, 500, read)).toEqual(scoreAll(fresh, 1, 300, 500, read));
  });

  test('holds its memory in less than half a kilobyte a signal', () => {
    const with_ = createBank(SETTINGS, { lstm: NET }).bytesPerSlot;
    const without = createBank({ ...SETTINGS, models: { statistical: true, forest: true } }).bytesPerSlot;
    expect(with_ - without).toBeLessThan(512);
  });
});

test.each([
  ['NaN', () => NaN],
  ['infinite', (i: number) => (i % 2 ? Infinity : -Infinity)],
  ['huge', (i: number) => (i % 2 ? 1e308 : -1e308)],
  ['tiny', (i: number) => i * 5e-324],
  ['constant', () => 7],
  ['zero', () => 0],
  ['alternating', (i: number) => (i % 2 ? 1e9 : 0)],
  ['a jump from nothing', (i: number) => (i < 200 ? 0 : 1e300)],
  ['with gaps', (i: number) => (i % 3 ? NaN : Math.sin(i))],
])('%s readings never give NaN', (_, reading) => {
  const only: BankSettings = { ...SETTINGS, models: { statistical: false, forest: false, lstm: true } };
  for (const [pValue, surprise, news] of scoreAll(bankOf(1, only), 1, 0, 400, reading).flat()) {
    expect(pValue > 0 && pValue <= 1 && surprise >= 0 && news >= 0).toBe(true);
  }
});
