import { tailProbability, tailPush, TAIL_FLOATS } from '../calibrate/tail.ts';
import { Columns } from '../columns.ts';
import { packSections, unpackSections } from '../sections.ts';
import { TRAIT_COUNT } from '../traits/layout.ts';
import type { TraitRows } from '../traits/rows.ts';
import { IsolationForest } from './isolation-forest.ts';
import type { Model } from './model.ts';

const VERSION = 1;
const LAYOUT = { tail: ['f32', TAIL_FLOATS] } as const;
/** Time constant of a signal's past of forest scores, in readings. */
const GROWTH = 1 + 1 / 60_000;
const DECADES_MOST = 12;

/**
 * An isolation forest over the traits' surprises: it finds combinations of traits that the others of this bank do not
 * show. Surprises are ranks, so all signals of a bank can share one forest; each ranks the score in its own past.
 */
export class ForestModel implements Model {
  readonly name = 'forest';
  #forest: IsolationForest;
  readonly #columns = new Columns(LAYOUT);

  constructor(seed: number) {
    this.#forest = new IsolationForest(TRAIT_COUNT, seed);
  }

  get bytesPerSlot(): number {
    return this.#columns.bytesPerSlot;
  }
  addSlots(count: number): void {
    this.#columns.addSlots(count);
  }
  clearSlot(slot: number): void {
    this.#columns.clearSlot(slot);
  }

  step(slots: Uint32Array, present: Uint8Array, traits: TraitRows, out: Float64Array): void {
    const { tail } = this.#columns.of;
    for (let i = 0; i < slots.length; i++) {
      out[i] = 0;
      if (present[i] === 0) continue;
      const score = this.#forest.score(traits.surprise, i * TRAIT_COUNT);
      this.#forest.learn(traits.surprise, i * TRAIT_COUNT);
      if (score === 0) continue;
      const at = slots[i] * TAIL_FLOATS;
      const p = tailProbability(tail, at, score);
      tailPush(tail, at, score, GROWTH);
      out[i] = Math.min(DECADES_MOST, -Math.log10(p));
    }
  }

  save(): Uint8Array {
    return packSections(VERSION, [this.#columns.pieces(VERSION), this.#forest.save()]);
  }

  restore(bytes: Uint8Array): void {
    const [columns, forest] = unpackSections(bytes, VERSION, 'forest');
    this.#columns.restore(columns, VERSION, 'forest');
    this.#forest = IsolationForest.restore(forest);
  }
}
