/** What spoke, by its index in this list: stored as one byte a score. */
export const FEATURES = ['level', 'change', 'spread', 'season', 'joint'] as const;
export type FeatureName = (typeof FEATURES)[number];

/** Which model was surprised most, by its index in this list; new ones go to the end. */
export const MODELS = ['statistical', 'forest', 'joint', 'lstm', 'likelihood'] as const;
export type ModelName = (typeof MODELS)[number];

/** What a bank says of the readings of one interval; row i belongs to the i-th slot it was given. */
export interface BankScores {
  /** In (0, 1]; 1 for a missing reading. */
  pValue: Float64Array;
  /** Decades of surprise of this reading by itself, before the fade and the calibration. */
  surprise: Float64Array;
  /** Decades of surprise of the signal's entity as a whole, whichever signals had a part in it; 0 outside of any. */
  entity: Float64Array;
  /** Share of the p-value's surprise that is memory of earlier readings: 0 (all its own) to 1 (an ordinary reading after a loud one). */
  echo: Float64Array;
  /** Decibans by which a reading is beyond anything seen, told once; 0 where nothing is new. */
  news: Float64Array;
  /** NaN until the model expects something. */
  expected: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  /** Index into FEATURES: which property strayed most. */
  feature: Uint8Array;
  /** Index into MODELS: which was surprised most. */
  model: Uint8Array;
  /** 0 (knows nothing yet) to 1 (has seen all it will learn from). */
  confidence: Float64Array;
}

/** Columns for up to `rows` scores, to be handed to `Bank.step` again and again. */
export function createScores(rows: number): BankScores {
  return {
    pValue: new Float64Array(rows),
    surprise: new Float64Array(rows),
    entity: new Float64Array(rows),
    echo: new Float64Array(rows),
    news: new Float64Array(rows),
    expected: new Float64Array(rows),
    lower: new Float64Array(rows),
    upper: new Float64Array(rows),
    feature: new Uint8Array(rows),
    model: new Uint8Array(rows),
    confidence: new Float64Array(rows),
  };
}
