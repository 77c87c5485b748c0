import type { NetKind, Tensor } from '@lapwing/engine';
import type { Tensor as TfTensor, Tensor3D } from '@tensorflow/tfjs';
import type { Tf } from '../tensorflow.ts';

export type TfWeights = Readonly<Record<string, TfTensor>>;

/** How a net is laid out for training; the engine has the same net for scoring, and a test holds the two together. */
export interface Architecture {
  kind: NetKind;
  /** Steps of a window, without the one more whose target the last step forecasts. */
  steps: number;
  /** Weights to begin with. */
  initial(seed: number): Record<string, Tensor>;
  /** [batch, steps, inputs] to [batch, steps, 2 · targets]: location, and scale before softplus, target by target. */
  forward(tf: Tf, weights: TfWeights, x: Tensor3D): Tensor3D;
  /** Targets that belong together: each group is a task with a weight of its own, which is learned. */
  tasks: number;
  /** Steps of Adam that training takes when nobody says otherwise. */
  trainingSteps: number;
  batch: number;
}

/** x · W + b over the last dimension of [batch, steps, inputs]. */
export function dense(tf: Tf, weights: TfWeights, name: string, x: Tensor3D): Tensor3D {
  const [batch, steps, inputs] = x.shape;
  const kernel = weights[`${name}.kernel`];
  const flat = tf.add(tf.matMul(tf.reshape(x, [batch * steps, inputs]), kernel), weights[`${name}.bias`]);
  return tf.reshape(flat, [batch, steps, kernel.shape[1] ?? 0]);
}
