import type { DetectorState } from './detector-state.ts';

/** Entities of a detector that are judged together at most: each has a forest of some 110 KB, which snapshots carry. */
const ENTITIES_MOST = 500;

/** Tells the bank which signals are of one entity: those that share the value of the detector's `entity` label. */
export class Entities {
  readonly #label: string;
  readonly #state: Pick<DetectorState, 'bank' | 'slots'>;
  readonly #known = new Set<number>();

  constructor(label: string, state: Pick<DetectorState, 'bank' | 'slots'>) {
    this.#label = label;
    this.#state = state;
    const { slots } = state;
    for (let slot = 0; slot < slots.size; slot++) if (slots.isUsed(slot)) this.#note(slot);
  }

  /** Puts a signal that has just got its slot among those of its entity; one without the label stays by itself. */
  join(slot: number): void {
    const id = this.#note(slot);
    if (id !== undefined) this.#state.bank.join(slot, id);
  }

  #note(slot: number): number | undefined {
    const entity = this.#state.slots.labels(slot)[this.#label];
    if (entity === undefined || entity === '') return undefined;
    const id = idOf(entity);
    if (!this.#known.has(id) && this.#known.size >= ENTITIES_MOST) return undefined;
    this.#known.add(id);
    return id;
  }
}

/** A number from 1 to 2^32 - 1 made of the name alone, so that a restart gives the same (FNV-1a, 32 bits). */
function idOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash === 0 ? 1 : hash;
}
