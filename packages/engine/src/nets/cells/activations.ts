export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** By one exponential: several times as fast as Math.tanh, and as exact where a net can tell (1e-16 absolute). */
export function tanh(x: number): number {
  return 1 - 2 / (1 + Math.exp(2 * x));
}

/** log(1 + e^x) without overflow. */
export function softplus(x: number): number {
  return x > 30 ? x : Math.log1p(Math.exp(x));
}

/** Turns `count` numbers from `at` on into shares that sum to 1, in place. */
export function softmax(x: Float64Array, at: number, count: number): void {
  let most = -Infinity;
  for (let k = at; k < at + count; k++) if (x[k] > most) most = x[k];
  let sum = 0;
  for (let k = at; k < at + count; k++) sum += x[k] = Math.exp(x[k] - most);
  for (let k = at; k < at + count; k++) x[k] /= sum;
}
