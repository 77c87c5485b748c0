import { ATTENTION_STEPS, ENTITY_FORECAST, ENTITY_SOURCES, SOURCE_INPUTS } from '@lapwing/engine';
import type { Tensor3D } from '@tensorflow/tfjs';
import { Seeded, glorot, lstmBias, zeros } from '../initial.ts';
import type { Tf } from '../tensorflow.ts';
import { dense, type Architecture } from './architecture.ts';
import { lstmSteps } from './lstm-steps.ts';

const ENCODED = 8;
const FUSED = 16;
const UNITS = 24;
/** Added to the score of a step before the first one: its share is nothing. */
const NO_STEP = -1e9;

export const MSIF_LSTM: Architecture = {
  kind: 'msif-lstm',
  steps: 48,
  tasks: 1,
  trainingSteps: 400,
  batch: 32,
  initial(seed) {
    const random = new Seeded(seed);
    const encoders = ENTITY_SOURCES.flatMap((source) => [
      [`encoder.${source}.kernel`, glorot(random, SOURCE_INPUTS, ENCODED)],
      [`encoder.${source}.bias`, zeros(ENCODED)],
    ]);
    return {
      ...(Object.fromEntries(encoders) as Record<string, ReturnType<typeof zeros>>),
      'fuse.kernel': glorot(random, ENTITY_SOURCES.length * ENCODED, FUSED),
      'fuse.bias': zeros(FUSED),
      'lstm.kernel': glorot(random, FUSED + UNITS, 4 * UNITS),
      'lstm.bias': lstmBias(UNITS),
      'query.kernel': glorot(random, UNITS, UNITS),
      'query.bias': zeros(UNITS),
      'head.kernel': glorot(random, 2 * UNITS, ENTITY_FORECAST),
      'head.bias': zeros(ENTITY_FORECAST),
    };
  },
  forward(tf, weights, x) {
    const [batch, steps] = x.shape;
    const encoded = ENTITY_SOURCES.map((source, s) => {
      const part = tf.slice(x, [0, 0, s * SOURCE_INPUTS], [batch, steps, SOURCE_INPUTS]);
      return tf.tanh(dense(tf, weights, `encoder.${source}`, part));
    });
    const fused = tf.tanh(dense(tf, weights, 'fuse', tf.concat(encoded, 2)));
    const hidden = tf.stack(lstmSteps(tf, weights, fused), 1) as Tensor3D;
    const seen = attention(tf, dense(tf, weights, 'query', hidden), hidden);
    return dense(tf, weights, 'head', tf.concat([hidden, seen], 2));
  },
};

/** Each step's mean of the last ATTENTION_STEPS hidden states, by how well they answer its query. */
function attention(tf: Tf, query: Tensor3D, hidden: Tensor3D): Tensor3D {
  const steps = hidden.shape[1];
  const units = hidden.shape[2];
  const scores = tf.mul(tf.matMul(query, hidden, false, true), 1 / Math.sqrt(units));
  const hide = tf.tensor(
    Float32Array.from({ length: steps * steps }, (_, i) => {
      const back = Math.floor(i / steps) - (i % steps);
      return back >= 0 && back < ATTENTION_STEPS ? 0 : NO_STEP;
    }),
    [1, steps, steps],
  );
  return tf.matMul(tf.softmax(tf.add(scores, hide)), hidden) as Tensor3D;
}
