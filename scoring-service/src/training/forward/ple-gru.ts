import { ENTITY_INPUTS, PLE_EXPERTS, PLE_LAYERS, POOL_FEATURES, SOURCE_COUNT } from '@lapwing/engine';
import type { Tensor2D, Tensor3D, Tensor4D, Tensor as TfTensor } from '@tensorflow/tfjs';
import { Seeded, glorot, zeros } from '../initial.ts';
import type { Tf } from '../tensorflow.ts';
import type { Architecture, TfWeights } from './architecture.ts';

const UNITS = 32;
const TOWER = 16;
const SHARED = SOURCE_COUNT;

export const PLE_GRU: Architecture = {
  kind: 'ple-gru',
  steps: 32,
  tasks: SOURCE_COUNT,
  trainingSteps: 250,
  batch: 24,
  initial(seed) {
    const random = new Seeded(seed);
    const layers = Array.from({ length: PLE_LAYERS }, (_, l) => {
      const inputs = l === 0 ? ENTITY_INPUTS : UNITS;
      return {
        [`layer${l}.input`]: glorot(random, PLE_EXPERTS, inputs, 3 * UNITS),
        [`layer${l}.recurrent`]: glorot(random, PLE_EXPERTS, UNITS, 3 * UNITS),
        [`layer${l}.inputBias`]: zeros(PLE_EXPERTS, 3 * UNITS),
        [`layer${l}.recurrentBias`]: zeros(PLE_EXPERTS, 3 * UNITS),
        [`layer${l}.gate.kernel`]: glorot(random, SOURCE_COUNT, inputs, 2),
        [`layer${l}.gate.bias`]: zeros(SOURCE_COUNT, 2),
        ...(l < PLE_LAYERS - 1 && {
          [`layer${l}.shared.kernel`]: glorot(random, inputs, PLE_EXPERTS),
          [`layer${l}.shared.bias`]: zeros(PLE_EXPERTS),
        }),
      };
    });
    return {
      ...(Object.assign({}, ...layers) as Record<string, ReturnType<typeof zeros>>),
      'tower.kernel': glorot(random, SOURCE_COUNT, UNITS, TOWER),
      'tower.bias': zeros(SOURCE_COUNT, TOWER),
      'head.kernel': glorot(random, SOURCE_COUNT, TOWER, 2 * POOL_FEATURES),
      'head.bias': zeros(SOURCE_COUNT, 2 * POOL_FEATURES),
    };
  },
  forward(tf, weights, x) {
    const [batch, steps, inputs] = x.shape;
    const flat = tf.reshape(x, [1, batch * steps, inputs]);
    // What each path reads: [paths, batch · steps, width].
    let read = tf.tile(flat, [PLE_EXPERTS, 1, 1]) as Tensor3D;
    for (let l = 0; l < PLE_LAYERS; l++) {
      const experts = expertSteps(tf, weights, `layer${l}`, read, batch, steps);
      read = gated(tf, weights, `layer${l}`, read, experts, l === PLE_LAYERS - 1);
    }
    const tower = tf.tanh(stackedDense(tf, weights, 'tower', read)) as Tensor3D;
    const said = stackedDense(tf, weights, 'head', tower);
    const bySource = tf.reshape(said, [SOURCE_COUNT, batch, steps, 2 * POOL_FEATURES]) as Tensor4D;
    const width = SOURCE_COUNT * 2 * POOL_FEATURES;
    return tf.reshape(tf.transpose(bySource, [1, 2, 0, 3]), [batch, steps, width]);
  },
};

/** [n, rows, inputs] through n dense layers at once. */
function stackedDense(tf: Tf, weights: TfWeights, name: string, x: Tensor3D): Tensor3D {
  return tf.add(tf.matMul(x, weights[`${name}.kernel`]), tf.expandDims(weights[`${name}.bias`], 1));
}

/** All experts of a layer at once, step by step: [experts, batch · steps, units]. */
function expertSteps(
  tf: Tf,
  weights: TfWeights,
  layer: string,
  read: Tensor3D,
  batch: number,
  steps: number,
): Tensor3D {
  const gate = (bias: string): TfTensor => tf.expandDims(weights[`${layer}.${bias}`], 1);
  const projected = tf.add(tf.matMul(read, weights[`${layer}.input`]), gate('inputBias'));
  const turns = tf.unstack(tf.reshape(projected, [PLE_EXPERTS, batch, steps, 3 * UNITS]), 2) as Tensor3D[];
  const recurrent = weights[`${layer}.recurrent`] as Tensor3D;
  const bias = gate('recurrentBias');
  let hidden = tf.zeros([PLE_EXPERTS, batch, UNITS]) as Tensor3D;
  const states = turns.map((turn) => {
    const [xz, xr, xn] = tf.split(turn, 3, 2);
    const [hz, hr, hn] = tf.split(tf.add(tf.matMul(hidden, recurrent), bias), 3, 2);
    const update = tf.sigmoid(tf.add(xz, hz));
    const candidate = tf.tanh(tf.add(xn, tf.mul(tf.sigmoid(tf.add(xr, hr)), hn)));
    hidden = tf.add(candidate, tf.mul(update, tf.sub(hidden, candidate)));
    return hidden;
  });
  return tf.reshape(tf.stack(states, 2), [PLE_EXPERTS, batch * steps, UNITS]);
}

/** Each task's mix of its own expert and the shared one; before the last layer, the shared path's mix of all too. */
function gated(
  tf: Tf,
  weights: TfWeights,
  layer: string,
  read: Tensor3D,
  experts: Tensor3D,
  last: boolean,
): Tensor3D {
  const [, rows] = experts.shape;
  const [, , width] = read.shape;
  const own = tf.slice(experts, [0, 0, 0], [SOURCE_COUNT, rows, UNITS]);
  const shared = tf.slice(experts, [SHARED, 0, 0], [1, rows, UNITS]);
  const tasks = tf.slice(read, [0, 0, 0], [SOURCE_COUNT, rows, width]);
  const [mine, theirs] = tf.split(tf.softmax(stackedDense(tf, weights, `${layer}.gate`, tasks)), 2, 2);
  const mixed = tf.add(tf.mul(mine, own), tf.mul(theirs, shared)) as Tensor3D;
  if (last) return mixed;
  const path = tf.reshape(tf.slice(read, [SHARED, 0, 0], [1, rows, width]), [rows, width]) as Tensor2D;
  const logits = tf.add(tf.matMul(path, weights[`${layer}.shared.kernel`]), weights[`${layer}.shared.bias`]);
  const shares = tf.expandDims(tf.transpose(tf.softmax(logits)), 2);
  const sum = tf.sum(tf.mul(shares, experts), 0, true);
  return tf.concat([mixed, sum as Tensor3D], 0);
}
