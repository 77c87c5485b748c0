import {
  ENTITY_FORECAST,
  LstmNet,
  decodeNet,
  encodeNet,
  entityNetOf,
  type Net,
  type NetKind,
} from '@lapwing/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { Seeded } from '../initial.ts';
import { loadTensorFlow, type Tf } from '../tensorflow.ts';
import { ARCHITECTURES } from './architectures.ts';

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await loadTensorFlow());
}, 60_000);

const STEPS = 30;
const INPUTS = { lstm: 3, 'msif-lstm': 39, 'ple-gru': 39 } as const;

/** A net with weights several times as large as at the start, so that gates open and close. */
function wild(kind: NetKind, seed: number): Net {
  const random = new Seeded(seed);
  const tensors = ARCHITECTURES[kind].initial(seed);
  for (const { data } of Object.values(tensors)) {
    for (let k = 0; k < data.length; k++) data[k] = 2 * data[k] + 0.3 * random.gauss();
  }
  return decodeNet(encodeNet({ kind, tensors, about: {} }));
}

/** What TensorFlow says after each step: [steps][numbers]. */
function byTensorFlow(net: Net, x: Float32Array): number[][] {
  const inputs = INPUTS[net.kind];
  return tf.tidy(() => {
    const weights = Object.fromEntries(
      Object.entries(net.tensors).map(([name, { data, shape }]) => [name, tf.tensor(data, [...shape])]),
    );
    const said = ARCHITECTURES[net.kind].forward(tf, weights, tf.tensor3d(x, [1, STEPS, inputs]));
    return said.arraySync()[0];
  });
}

/** What the engine says after each step. */
function byEngine(net: Net, x: Float32Array): number[][] {
  const inputs = INPUTS[net.kind];
  const row = (t: number): Float64Array => Float64Array.from(x.subarray(t * inputs, (t + 1) * inputs));
  const steps = Array.from({ length: STEPS }, (_, t) => t);
  if (net.kind === 'lstm') {
    const lstm = new LstmNet(net);
    const [h, c] = [new Float32Array(lstm.units), new Float32Array(lstm.units)];
    const out = new Float64Array(2);
    return steps.map((t) => {
      lstm.step(row(t), 0, h, c, 0);
      lstm.forecast(h, 0, out, 0);
      return [...out];
    });
  }
  const entity = entityNetOf(net);
  const memory = new Float32Array(entity.stateFloats);
  const out = new Float64Array(ENTITY_FORECAST);
  return steps.map((t) => {
    entity.step(row(t), memory, 0);
    entity.forecast(memory, 0, out);
    return [...out];
  });
}

describe.each(['lstm', 'msif-lstm', 'ple-gru'] as const)('%s', (kind) => {
  test.each([1, 2, 3])('typed arrays say what TensorFlow says, seed %i', (seed) => {
    const net = wild(kind, seed);
    const random = new Seeded(seed);
    const x = Float32Array.from({ length: STEPS * INPUTS[kind] }, () => 1.5 * random.gauss());
    const [ours, theirs] = [byEngine(net, x), byTensorFlow(net, x)];
    expect(new Set(theirs.map(String)).size).toBe(STEPS);
    const apart = ours.flatMap((row, t) => row.map((said, k) => Math.abs(said - theirs[t][k])));
    expect(Math.max(...apart)).toBeLessThan(1e-5);
  });
});
