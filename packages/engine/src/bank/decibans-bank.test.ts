import { expect, test } from 'vitest';
import { createBank, restoreBank } from './create.ts';
import { MODELS, createScores } from './scores.ts';

const settings = {
  intervalSeconds: 60,
  direction: 'both',
  models: { statistical: false, forest: false, likelihood: true },
  seed: 1,
} as const;

test('a reading in decibans is its own score, from the first one on', () => {
  const bank = createBank(settings);
  bank.addSlots(2);
  const out = createScores(2);
  bank.step(60_000, Uint32Array.of(0, 1), Float64Array.of(50, NaN), out);
  expect(out.pValue[0]).toBeCloseTo(1e-5, 10);
  expect(out.pValue[1]).toBe(1);
  expect(MODELS[out.model[0]]).toBe('likelihood');
  expect(() => bank.step(60_000, Uint32Array.of(0), Float64Array.of(0), out)).toThrow('does not come after');
  expect(() => bank.step(120_000, Uint32Array.of(2), Float64Array.of(0), out)).toThrow('slot 2 of 2');
});

test('it is saved and restored as any bank is', () => {
  const bank = createBank(settings);
  bank.addSlots(1);
  const out = createScores(1);
  bank.step(60_000, Uint32Array.of(0), Float64Array.of(1), out);
  const restored = restoreBank(bank.save());
  expect(restored.size).toBe(1);
  expect(restored.settings).toEqual(settings);
  expect(() => restored.step(60_000, Uint32Array.of(0), Float64Array.of(0), out)).toThrow(
    'does not come after',
  );
});
