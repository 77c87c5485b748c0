import type { Labels } from '@lapwing/contract';
import { hasLabels } from './windows.ts';

/** Whether the signal of a slot has certain labels: asked in every interval, looked up once. */
export class LabelCache {
  readonly #names: { labels(slot: number): Labels };
  readonly #known = new Map<Labels, Map<number, boolean>>();

  constructor(names: { labels(slot: number): Labels }) {
    this.#names = names;
  }

  has(slot: number, wanted: Labels): boolean {
    let bySlot = this.#known.get(wanted);
    if (bySlot === undefined) this.#known.set(wanted, (bySlot = new Map<number, boolean>()));
    const known = bySlot.get(slot);
    if (known !== undefined) return known;
    const found = hasLabels(this.#names.labels(slot), wanted);
    bySlot.set(slot, found);
    return found;
  }

  /** A slot that is given to another signal. */
  forget(slot: number): void {
    for (const bySlot of this.#known.values()) bySlot.delete(slot);
  }
}
