import { createScores } from '@lapwing/engine';
import { expect, test } from 'vitest';
import { newState, type DetectorState } from './detector-state.ts';
import { decodeState, encodeState } from './snapshot-codec.ts';
import { spell } from './slots.ts';
import { MINUTE_MS, minutely } from './test-runs.ts';

const detector = minutely({ open_at: 'LOW' });
const MINUTES = 1_500;

/** A state that has seen a day of three signals, one of them in an open anomaly. */
function learned(): DetectorState {
  const state = newState(detector, 0, -Infinity);
  for (const service of ['ä', 'b', 'c']) state.slots.add(spell({ service }));
  state.bank.addSlots(3);
  state.tracker.addSlots(3);
  for (let minute = 0; minute < MINUTES; minute++) step(state, minute);
  state.watermark = MINUTES * MINUTE_MS;
  return state;
}
function step(state: DetectorState, minute: number) {
  const scores = createScores(3);
  const slots = Uint32Array.from([0, 1, 2]);
  const values = Float64Array.from(
    [1, 2, 3],
    (x) => x * 10 + ((minute * 7) % 5) + (minute > MINUTES - 5 && x === 2 ? 900 : 0),
  );
  state.bank.step(minute * MINUTE_MS, slots, values, scores);
  for (const slot of slots) state.slots.see(slot, minute * MINUTE_MS);
  for (const run of state.tracker.step(minute * MINUTE_MS, slots, values, scores))
    state.open.set(run.slot, run);
  return scores;
}
function decoded(of = detector, change: (bytes: Uint8Array) => void = () => undefined) {
  const snapshot = encodeState(detector, learned());
  change(snapshot.bytes);
  return decodeState(of, snapshot);
}
function restored(): DetectorState {
  const state = decoded();
  if ('unusable' in state) throw new Error(state.unusable);
  return state;
}

test('a restored state goes on as the saved one does', () => {
  const [saved, again] = [learned(), restored()];
  expect(again.watermark).toBe(saved.watermark);
  expect(again.replayUntil).toBe(-Infinity);
  expect(again.open).toEqual(saved.open);
  expect(again.open.size).toBeGreaterThan(0);
  expect([...again.slots.entries().entries]).toEqual([...saved.slots.entries().entries]);
  for (let minute = MINUTES; minute < MINUTES + 10; minute++)
    expect(step(again, minute)).toEqual(step(saved, minute));
});

test('what it is not made for is refused with the reason', () => {
  expect(decoded(minutely({ interval: '5m' }))).toEqual({ unusable: "the detector's settings have changed" });
  expect(decoded(detector, (bytes) => bytes.fill(0, 0, 4))).toEqual({ unusable: 'it is no snapshot' });
  expect(decoded(detector, (bytes) => bytes.fill(9, 4, 5))).toEqual({
    unusable: 'it has version 9, this program reads 2',
  });
  expect(decodeState(detector, { watermark: 0, bytes: new Uint8Array(3) })).toHaveProperty('unusable');
});

test('name, delay and limits may change under way', () => {
  expect(
    decoded(minutely({ name: 'Other', delay: '2m', max_signals: 5, alert_at: 'LOW' })),
  ).not.toHaveProperty('unusable');
});
