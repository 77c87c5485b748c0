import type { BankScores } from '../bank/scores.ts';

/** A run of anomalous readings on one slot, as it stands after a step. Times are epoch ms. */
export interface AnomalyRun {
  slot: number;
  change: 'opened' | 'updated' | 'closed';
  start: number;
  /** NaN while open; the first ordinary interval after the run once closed. */
  end: number;
  peak: number;
  /** The p-value at the most surprising reading of the run, and what was read and expected there. */
  pValue: number;
  actual: number;
  expected: number;
  lower: number;
  upper: number;
  /** Index into FEATURES. */
  feature: number;
  /** Index into MODELS: which was surprised most at the peak. */
  model: number;
}

export interface TrackerSettings {
  /** Decibans at which an anomaly opens. */
  openAt: number;
  /** Decibans below which a reading is ordinary again. */
  closeBelow: number;
  /** Ordinary readings in a row, within what is expected, that close it. */
  closeAfter: number;
}

/** Anomalies of a bank's slots: opens, carries on and closes them. Grows, saves and restores as a bank does. */
export interface AnomalyTracker {
  readonly settings: TrackerSettings;
  addSlots(count: number): number;
  clearSlot(slot: number): void;
  /**
   * What changed in this interval. A run that merely goes on, without a new peak, is not told. `levels[i]`, where given,
   * is what row i must reach to open instead of `openAt` (decibans; Infinity: never); a run closes as far below it.
   */
  step(
    timeMs: number,
    slots: Uint32Array,
    values: Float64Array,
    scores: BankScores,
    levels?: Float64Array,
  ): AnomalyRun[];
  save(): Uint8Array;
}
