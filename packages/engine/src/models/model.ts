import type { ModelName } from '../bank/scores.ts';
import type { TraitRows } from '../traits/rows.ts';

/**
 * Turns what is known of a reading into a surprise. One model is one file; its state lies in columns, or is shared by
 * all slots; there is no object a signal.
 */
export interface Model {
  readonly name: ModelName;
  addSlots(count: number): void;
  clearSlot(slot: number): void;
  /** Writes decades of surprise (0 and up, -log10 of a p-value) of rows 0 … slots.length - 1 into `out`. */
  step(slots: Uint32Array, present: Uint8Array, traits: TraitRows, out: Float64Array): void;
  save(): Uint8Array;
  /** Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
  restore(bytes: Uint8Array): void;
  readonly bytesPerSlot: number;
}
