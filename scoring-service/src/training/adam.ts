import type { Tensor } from '@lapwing/engine';

/** Adam's own constants (Kingma, Ba, ICLR 2015, algorithm 1). */
const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-7];
const RATE = 0.005;
/** The rate ends at this share of what it began with, along a half cosine. */
const RATE_LEFT = 0.05;
/** Longer gradients are shortened to this: one odd window must not undo what was learned (Pascanu et al., ICML 2013). */
const LONGEST = 1;

export type Numbers = Record<string, Float32Array>;

/** One step of Adam on `weights`, in place; `first` and `second` are its moments. `step` counts from 0. */
export function adamStep(
  weights: Readonly<Record<string, Tensor>>,
  gradients: Readonly<Numbers>,
  moments: { first: Numbers; second: Numbers },
  step: number,
  steps: number,
): void {
  let squares = 0;
  for (const gradient of Object.values(gradients)) for (const g of gradient) squares += g * g;
  const length = Math.sqrt(squares);
  // A loss that overflowed teaches nothing.
  if (!Number.isFinite(length)) return;
  const shorten = length > LONGEST ? LONGEST / length : 1;
  const cosine = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, step / steps)));
  const rate = RATE * (RATE_LEFT + (1 - RATE_LEFT) * cosine);
  const [bias1, bias2] = [1 - BETA1 ** (step + 1), 1 - BETA2 ** (step + 1)];
  for (const [name, { data }] of Object.entries(weights)) {
    const [g, m, v] = [gradients[name], moments.first[name], moments.second[name]];
    for (let k = 0; k < data.length; k++) {
      const value = g[k] * shorten;
      m[k] = BETA1 * m[k] + (1 - BETA1) * value;
      v[k] = BETA2 * v[k] + (1 - BETA2) * value * value;
      data[k] -= (rate * (m[k] / bias1)) / (Math.sqrt(v[k] / bias2) + EPSILON);
    }
  }
}
