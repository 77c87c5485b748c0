import { LSTM_INPUTS } from '@lapwing/engine';
import type { Tensor3D } from '@tensorflow/tfjs';
import { Seeded, glorot, lstmBias, zeros } from '../initial.ts';
import { dense, type Architecture } from './architecture.ts';
import { lstmSteps } from './lstm-steps.ts';

/** Small enough to be asked for every reading of every signal. */
const UNITS = 16;

export const LSTM: Architecture = {
  kind: 'lstm',
  steps: 48,
  tasks: 1,
  trainingSteps: 600,
  batch: 64,
  initial(seed) {
    const random = new Seeded(seed);
    return {
      'lstm.kernel': glorot(random, LSTM_INPUTS + UNITS, 4 * UNITS),
      'lstm.bias': lstmBias(UNITS),
      'head.kernel': glorot(random, UNITS, 2),
      'head.bias': zeros(2),
    };
  },
  forward(tf, weights, x) {
    return dense(tf, weights, 'head', tf.stack(lstmSteps(tf, weights, x), 1) as Tensor3D);
  },
};
