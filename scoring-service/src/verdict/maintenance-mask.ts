import type { LabelCache } from './label-cache.ts';
import type { ActiveWindow } from './windows.ts';

/** Turns the readings of signals in maintenance into gaps. */
export class MaintenanceMask {
  readonly #labels: LabelCache;
  #values = new Float64Array(0);

  constructor(labels: LabelCache) {
    this.#labels = labels;
  }

  /** `values` itself where nothing is in maintenance. The answer is valid until the next call. */
  apply(windows: readonly ActiveWindow[], slots: Uint32Array, values: Float64Array): Float64Array {
    const maintained = windows.filter(({ window }) => window.effect === 'maintenance');
    if (maintained.length === 0) return values;
    if (this.#values.length < values.length) this.#values = new Float64Array(values.length * 2);
    const masked = this.#values.subarray(0, values.length);
    for (let i = 0; i < slots.length; i++) {
      const hidden = maintained.some(({ window }) => this.#labels.has(slots[i], window.labels));
      masked[i] = hidden ? NaN : values[i];
    }
    return masked;
  }
}
