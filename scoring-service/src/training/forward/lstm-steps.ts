import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import type { Tf } from '../tensorflow.ts';
import type { TfWeights } from './architecture.ts';

/**
 * The hidden states [batch, units] of an LSTM after each step of x [batch, steps, inputs], from an empty memory. Inputs
 * of all steps go through the kernel at once: what is left to do step by step is small.
 */
export function lstmSteps(tf: Tf, weights: TfWeights, x: Tensor3D): Tensor2D[] {
  const [batch, steps, inputs] = x.shape;
  const kernel = weights['lstm.kernel'] as Tensor2D;
  const [rows, columns] = kernel.shape;
  const units = columns / 4;
  const byInput = tf.slice(kernel, [0, 0], [inputs, columns]);
  const byHidden = tf.slice(kernel, [inputs, 0], [rows - inputs, columns]);
  const projected = tf.add(tf.matMul(tf.reshape(x, [batch * steps, inputs]), byInput), weights['lstm.bias']);
  const turns = tf.unstack(tf.reshape(projected, [batch, steps, columns]), 1) as Tensor2D[];
  let hidden = tf.zeros([batch, units]) as Tensor2D;
  let cell = tf.zeros([batch, units]) as Tensor2D;
  return turns.map((turn) => {
    const gates = tf.split(tf.add(turn, tf.matMul(hidden, byHidden)), 4, 1) as Tensor2D[];
    const [enter, keep, candidate, leave] = gates;
    cell = tf.add(tf.mul(tf.sigmoid(keep), cell), tf.mul(tf.sigmoid(enter), tf.tanh(candidate)));
    hidden = tf.mul(tf.sigmoid(leave), tf.tanh(cell));
    return hidden;
  });
}
