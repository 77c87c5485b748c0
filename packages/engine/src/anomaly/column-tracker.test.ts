import { describe, expect, test } from 'vitest';
import { createScores } from '../bank/scores.ts';
import { refusalOf } from '../testing/refusal.ts';
import { createTracker, restoreTracker } from './column-tracker.ts';
import type { AnomalyRun, AnomalyTracker } from './tracker.ts';

const SETTINGS = { openAt: 30, closeBelow: 20, closeAfter: 3 };
const QUIET = 1;
const LOW = 1e-3;
const HIGH = 1e-5;
const MINUTE = 60_000;

/** A step of one slot: p-value `p`, value `value`. */
function step(tracker: AnomalyTracker, at: number, p: number, value = at, slot = 0): AnomalyRun[] {
  const scores = createScores(1);
  scores.pValue[0] = p;
  scores.surprise[0] = -Math.log10(p);
  scores.expected[0] = 10;
  scores.lower[0] = -1000;
  scores.upper[0] = 1000;
  scores.feature[0] = 2;
  return tracker.step(at * MINUTE, Uint32Array.of(slot), Float64Array.of(value), scores);
}

function tracker(slots = 1): AnomalyTracker {
  const made = createTracker(SETTINGS);
  made.addSlots(slots);
  return made;
}

/** The changes that a row of p-values gives, a minute each; NaN is a missing reading. */
function changes(pValues: number[], on = tracker()): string[] {
  return pValues.flatMap((p, at) =>
    step(on, at, Number.isNaN(p) ? QUIET : p, Number.isNaN(p) ? NaN : at).map(
      (run) => `${run.change} ${at}: ${run.start / MINUTE}-${run.end / MINUTE} peak ${run.peak / MINUTE}`,
    ),
  );
}

describe('a run', () => {
  test('opens at the threshold, is told again at a new peak, closes after enough ordinary readings', () => {
    expect(changes([QUIET, LOW, HIGH, LOW, QUIET, QUIET, QUIET, QUIET])).toEqual([
      'opened 1: 1-NaN peak 1',
      'updated 2: 1-NaN peak 2',
      'closed 6: 1-4 peak 2',
    ]);
  });

  test('just below the threshold does not open', () => {
    expect(changes([1.01e-3, 1.01e-3])).toEqual([]);
  });

  test('a reading between the two thresholds neither opens nor counts as ordinary', () => {
    const between = 10 ** -2.5;
    expect(changes([between, LOW, QUIET, QUIET, between, QUIET, QUIET, QUIET])).toEqual([
      'opened 1: 1-NaN peak 1',
      'closed 7: 1-5 peak 1',
    ]);
  });

  test('missing readings neither feed nor close it', () => {
    expect(changes([LOW, NaN, NaN, NaN, NaN, QUIET, NaN, QUIET, QUIET])).toEqual([
      'opened 0: 0-NaN peak 0',
      'closed 8: 0-5 peak 0',
    ]);
  });

  test('readings whose score is memory of a loud one end it, and open nothing', () => {
    const on = tracker();
    const told = [0, 1, 2, 3, 4].flatMap((at) => {
      const scores = createScores(1);
      scores.pValue[0] = HIGH;
      scores.surprise[0] = at === 0 ? 5 : 0.4;
      scores.echo[0] = at === 0 ? 0 : 0.9;
      scores.lower[0] = scores.upper[0] = NaN;
      return on.step(at * MINUTE, Uint32Array.of(0), Float64Array.of(at), scores);
    });
    expect(told.map(({ change, actual }) => [change, actual])).toEqual([
      ['opened', 0],
      ['closed', 0],
    ]);
  });

  test('goes on while readings are beyond what is expected, however used to them the models are', () => {
    const on = tracker();
    const beyond = 1001;
    step(on, 0, HIGH, beyond);
    for (let at = 1; at < 20; at++) expect(step(on, at, QUIET, beyond)).toEqual([]);
    expect([20, 21, 22].flatMap((at) => step(on, at, QUIET, 999)).map((run) => run.end / MINUTE)).toEqual([
      20,
    ]);
  });

  test('another can open after it', () => {
    expect(changes([LOW, QUIET, QUIET, QUIET, HIGH])).toEqual([
      'opened 0: 0-NaN peak 0',
      'closed 3: 0-1 peak 0',
      'opened 4: 4-NaN peak 4',
    ]);
  });

  test('says what was read and expected at its peak', () => {
    const on = tracker();
    step(on, 1, LOW, 20);
    expect(step(on, 2, HIGH, 99)).toEqual([
      {
        slot: 0,
        change: 'updated',
        start: MINUTE,
        end: NaN,
        peak: 2 * MINUTE,
        pValue: HIGH,
        actual: 99,
        expected: 10,
        lower: -1000,
        upper: 1000,
        feature: 2,
        model: 0,
      },
    ]);
  });
});

test('slots do not meet, and a slot left out of a step stays as it is', () => {
  const on = tracker(3);
  step(on, 0, HIGH, 1, 2);
  expect(changes([QUIET, QUIET, QUIET, QUIET], on)).toEqual([]);
  expect(step(on, 9, HIGH / 10, 1, 2)[0]).toMatchObject({ slot: 2, change: 'updated', start: 0 });
});

test('a cleared slot has no run; room made later is empty', () => {
  const on = tracker(2);
  step(on, 0, HIGH);
  on.clearSlot(0);
  expect(changes([QUIET, QUIET, QUIET, QUIET], on)).toEqual([]);
  expect(on.addSlots(2)).toBe(2);
  expect(step(on, 9, LOW, 1, 3)[0]).toMatchObject({ slot: 3, change: 'opened' });
  expect(refusalOf(() => on.clearSlot(4)).code).toBe('BAD_SLOT');
});

describe('saved', () => {
  const P = Array.from({ length: 60 }, (_, i) => [QUIET, LOW, HIGH, QUIET, QUIET, QUIET, 1e-7][(i * i) % 7]);

  test('and restored at any moment: says the same as one that was not', () => {
    const whole = changes(P);
    for (let cut = 0; cut < P.length; cut++) {
      const first = tracker();
      const before = P.slice(0, cut).flatMap((p, at) => step(first, at, p));
      const second = restoreTracker(first.save(), SETTINGS);
      const after = P.slice(cut).flatMap((p, i) => step(second, cut + i, p));
      expect(before.length + after.length).toBe(whole.length);
      const all = tracker();
      expect([...before, ...after]).toEqual(P.flatMap((p, at) => step(all, at, p)));
    }
  });

  test('other bytes are refused by name', () => {
    const bytes = tracker().save();
    const version = bytes.slice();
    version[4]++;
    expect(refusalOf(() => restoreTracker(version, SETTINGS)).code).toBe('UNSUPPORTED_VERSION');
    const error = refusalOf(() => restoreTracker(bytes.subarray(0, -1), SETTINGS));
    expect(error.code).toBe('BAD_STATE');
    expect(error.message).toContain('anomaly tracker');
  });
});
