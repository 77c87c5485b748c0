import { TraitTracker } from '../traits/tracker.ts';
import { createTraitRows } from '../traits/rows.ts';
import { entityInputs } from './entity/entity-inputs.ts';
import {
  ENTITY_INPUTS,
  ENTITY_SOURCES,
  MEANS_FLOATS,
  POOL_FEATURES,
  SOURCE_COUNT,
  SOURCE_INPUTS,
  type EntitySource,
} from './entity/entity-layout.ts';
import { EntityPool } from './entity/entity-pool.ts';
import { LSTM_INPUTS } from './lstm-net.ts';
import { isTold, lstmInputs, targetOf } from './lstm-inputs.ts';
import { strayFromBand } from './stray.ts';

/** What a net reads and is to forecast, step by step, exactly as the models read it: what it is trained on. */
export interface Sequence {
  steps: number;
  /** Numbers a step that the net reads, and that a forecast is about. */
  inputWidth: number;
  targetWidth: number;
  inputs: Float32Array;
  targets: Float32Array;
  /** 1 where a target is there. */
  present: Float32Array;
}

/** A signal's readings: rising times (epoch ms); NaN is a missing one. */
export interface SignalReadings {
  times: ArrayLike<number>;
  values: ArrayLike<number>;
}

/** One signal as the LSTM reads it. */
export function signalSequence(intervalSeconds: number, { times, values }: SignalReadings): Sequence {
  const tracker = new TraitTracker(intervalSeconds, 'both');
  tracker.columns.addSlots(1);
  const rows = createTraitRows(1);
  const slot = Uint32Array.of(0);
  const x = new Float64Array(LSTM_INPUTS);
  const inputs = new Float32Array(times.length * LSTM_INPUTS);
  const targets = new Float32Array(times.length);
  let steps = 0;
  for (let i = 0; i < times.length; i++) {
    tracker.step(times[i], slot, Float64Array.of(values[i]), rows);
    if (!isTold(rows.readings, 0)) continue;
    lstmInputs(rows.readings, 0, x);
    inputs.set(x, steps * LSTM_INPUTS);
    targets[steps++] = targetOf(rows.readings, 0);
  }
  return {
    steps,
    inputWidth: LSTM_INPUTS,
    targetWidth: 1,
    inputs: inputs.subarray(0, steps * LSTM_INPUTS),
    targets: targets.subarray(0, steps),
    present: new Float32Array(steps).fill(1),
  };
}

/** One signal of an entity: `values[i]` is its reading at the entity's time i. */
export interface EntitySignal {
  source: EntitySource;
  values: ArrayLike<number>;
}

/** One entity as the nets for entities read it; all its signals share `times`. */
export function entitySequence(
  intervalSeconds: number,
  times: ArrayLike<number>,
  signals: readonly EntitySignal[],
): Sequence {
  const tracker = new TraitTracker(intervalSeconds, 'both');
  tracker.columns.addSlots(signals.length);
  const rows = createTraitRows(signals.length);
  const slots = Uint32Array.from(signals, (_, k) => k);
  const values = new Float64Array(signals.length);
  const pool = new EntityPool(1);
  const means = new Float32Array(MEANS_FLOATS);
  const x = new Float64Array(ENTITY_INPUTS);
  const sequence = emptyEntitySequence(times.length);
  for (let i = 0; i < times.length; i++) {
    signals.forEach((signal, k) => (values[k] = signal.values[i]));
    tracker.step(times[i], slots, values, rows);
    pool.clear();
    signals.forEach(({ source }, k) => {
      const z = strayFromBand(values[k], rows.expected[k], rows.lower[k], rows.upper[k]);
      if (!Number.isNaN(z)) pool.add(0, ENTITY_SOURCES.indexOf(source), z);
    });
    entityInputs(pool, 0, means, 0, x);
    append(sequence, x);
  }
  return sequence;
}

function emptyEntitySequence(room: number): Sequence {
  const targetWidth = SOURCE_COUNT * POOL_FEATURES;
  return {
    steps: 0,
    inputWidth: ENTITY_INPUTS,
    targetWidth,
    inputs: new Float32Array(room * ENTITY_INPUTS),
    targets: new Float32Array(room * targetWidth),
    present: new Float32Array(room * targetWidth),
  };
}

/** An interval in which no source spoke is no step: the scorer leaves it out too. */
function append(sequence: Sequence, x: Float64Array): void {
  let spoke = false;
  const to = sequence.steps * sequence.targetWidth;
  for (let s = 0; s < SOURCE_COUNT; s++) {
    const from = s * SOURCE_INPUTS;
    if (x[from + SOURCE_INPUTS - 1] === 0) continue;
    spoke = true;
    for (let f = 0; f < POOL_FEATURES; f++) {
      sequence.targets[to + s * POOL_FEATURES + f] = x[from + f];
      sequence.present[to + s * POOL_FEATURES + f] = 1;
    }
  }
  if (!spoke) return;
  sequence.inputs.set(x, sequence.steps * ENTITY_INPUTS);
  sequence.steps++;
}
