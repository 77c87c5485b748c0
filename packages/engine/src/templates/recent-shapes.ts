import type { Shape } from './shape-table.ts';

/** Slots of a memory of hashes: 16,384 kinds of message of a flood are found again without their words. */
const RECENT = 1 << 14;

/** Which shape messages of some hashes belong to that have none of their own; a later one takes an earlier one's slot. */
export class RecentShapes {
  readonly #highs = new Int32Array(RECENT);
  readonly #lows = new Int32Array(RECENT);
  readonly #shapes = new Array<Shape | undefined>(RECENT).fill(undefined);

  find(high: number, low: number): Shape | undefined {
    const at = (high ^ low) & (RECENT - 1);
    return this.#highs[at] === high && this.#lows[at] === low ? this.#shapes[at] : undefined;
  }

  add(high: number, low: number, shape: Shape): void {
    const at = (high ^ low) & (RECENT - 1);
    this.#highs[at] = high;
    this.#lows[at] = low;
    this.#shapes[at] = shape;
  }

  clear(): void {
    this.#shapes.fill(undefined);
  }
}
