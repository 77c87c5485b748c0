import { TRAIT_COUNT } from '../traits/layout.ts';
import type { TraitRows } from '../traits/rows.ts';
import type { Model } from './model.ts';

const DECADES_MOST = 12;
/**
 * Decades of silence for one of the mean: means of seven seldom reach as far as one alone (a mean of three is about as
 * rare as a silence of five).
 */
const SILENCE_SHARE = 0.3;

/**
 * The traits' surprises taken together as Fisher does (Statistical Methods for Research Workers, §21.1): the mean of
 * their decades. Traits depend on each other, so the sum is no chi-square; the bank ranks it in its own past.
 * Several traits that stray a little say more than one that strays far. A silence is no straying at all, and speaks for
 * itself.
 */
export class StatisticalModel implements Model {
  readonly name = 'statistical';
  readonly bytesPerSlot = 0;
  addSlots(): void {}
  clearSlot(): void {}

  step(slots: Uint32Array, _present: Uint8Array, traits: TraitRows, out: Float64Array): void {
    for (let i = 0; i < slots.length; i++) {
      let sum = 0;
      for (let k = 0; k < TRAIT_COUNT; k++) sum += traits.surprise[i * TRAIT_COUNT + k];
      const silence = SILENCE_SHARE * Math.min(DECADES_MOST, traits.silence[i]);
      out[i] = Math.max(sum / TRAIT_COUNT, silence);
    }
  }

  save(): Uint8Array {
    return new Uint8Array(0);
  }
  restore(): void {}
}
