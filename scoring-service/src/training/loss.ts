import { DEGREES, SIGMA_LEAST } from '@lapwing/engine';
import type { Scalar, Tensor, Tensor3D } from '@tensorflow/tfjs';
import type { Tf } from './tensorflow.ts';

/** Nats above those of a narrowest forecast that came true, target by target: the engine's `surpriseNats`. */
export function natsOf(tf: Tf, said: Tensor3D, y: Tensor3D): Tensor3D {
  const [batch, steps, targets] = y.shape;
  const pairs = tf.reshape(said, [batch, steps, targets, 2]);
  const mu = tf.reshape(tf.slice(pairs, [0, 0, 0, 0], [batch, steps, targets, 1]), y.shape);
  const raw = tf.reshape(tf.slice(pairs, [0, 0, 0, 1], [batch, steps, targets, 1]), y.shape);
  const sigma = tf.add(tf.softplus(raw), SIGMA_LEAST);
  const away = tf.div(tf.sub(y, mu), sigma);
  const misses = tf.mul(tf.log(tf.add(tf.div(tf.square(away), DEGREES), 1)), (DEGREES + 1) / 2);
  return tf.add(misses, tf.log(tf.div(sigma, SIGMA_LEAST)));
}

/**
 * The mean of what counts. Several tasks have learned weights: each loss over its own uncertainty, and the uncertainty
 * on top, so that none can be learned away (Kendall, Gal, Cipolla, CVPR 2018, §3; losses are never negative here).
 */
export function lossOf(tf: Tf, nats: Tensor3D, present: Tensor3D, uncertainty: Tensor | undefined): Scalar {
  const counted = tf.mul(nats, present);
  if (uncertainty === undefined) return tf.div(tf.sum(counted), tf.add(tf.sum(present), 1e-9));
  const tasks = uncertainty.shape[0] ?? 1;
  const byTask = (x: Tensor): Tensor => {
    const [batch, steps, targets] = x.shape as [number, number, number];
    return tf.sum(tf.reshape(x, [batch * steps, tasks, targets / tasks]), [0, 2]);
  };
  const means = tf.div(byTask(counted), tf.add(byTask(present), 1e-9));
  return tf.sum(tf.add(tf.mul(means, tf.exp(tf.neg(uncertainty))), uncertainty));
}
