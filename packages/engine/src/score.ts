/** Highest score: what `p_value` keeps beyond it, the score does not. */
export const SCORE_MOST = 100;

/** Decibans of surprise, `min(100, 10 · log10(1 / p))`, never below 0. */
export function scoreOf(pValue: number): number {
  if (!(pValue < 1)) return 0;
  return pValue <= 1e-10 ? SCORE_MOST : -10 * Math.log10(pValue);
}
