/**
 * Weights of the models in the mean of their decades of surprise (Fisher's rule with weights; models see the same
 * reading, so the sum is ranked in its own past afterwards rather than looked up).
 */
export const MODEL_WEIGHT: Readonly<Record<string, number>> = {
  statistical: 1,
  forest: 0.25,
  joint: 0.25,
  lstm: 0.5,
};

/** Weighted mean of `surprises[m][i]` over the models m, written to `out[i]`. */
export function combineSurprises(
  surprises: readonly Float64Array[],
  weights: readonly number[],
  rows: number,
  out: Float64Array,
): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let m = 0; m < surprises.length; m++) sum += weights[m] * surprises[m][i];
    out[i] = sum / total;
  }
}
