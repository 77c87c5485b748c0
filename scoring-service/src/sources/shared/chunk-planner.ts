import type { TimeRange } from '../source.ts';

export interface ChunkLimits {
  /** Cells (buckets, samples) that a chunk should hold: what the server answers without strain. */
  cells: number;
  /** Intervals that a chunk may hold at most, however few its cells. */
  mostIntervals: number;
  /** Signals that the detector may have: what the first chunk reckons with, before anything is known. */
  mostSignals: number;
}

/** A chunk grows at most by this factor: one quiet night must not make the next chunk a whole week. */
const GROWTH = 4;
/** After a chunk proved too large, the ceiling rises by this factor with each success. */
const RECOVERY = 1.25;

/** Chooses how many intervals the next chunk holds, from the cells of the last one and from what the server refused. */
export class ChunkPlanner {
  readonly #limits: ChunkLimits;
  #intervals: number;
  #ceiling: number;

  constructor(limits: ChunkLimits) {
    this.#limits = limits;
    this.#ceiling = limits.mostIntervals;
    const first = Math.floor(limits.cells / limits.mostSignals);
    this.#intervals = Math.max(1, Math.min(first, limits.mostIntervals));
  }

  /** The first chunk of what is left; `left` is not empty and on the grid of `intervalMs`. */
  next(left: TimeRange, intervalMs: number): TimeRange {
    return { from: left.from, to: Math.min(left.to, left.from + this.#intervals * intervalMs) };
  }

  /** A chunk of `intervals` came back with `cells`: the next is as long as that density allows. */
  succeeded(intervals: number, cells: number): void {
    const density = cells / intervals;
    const wanted = density > 0 ? Math.floor(this.#limits.cells / density) : Infinity;
    const grown = Math.min(wanted, Math.max(intervals, this.#intervals) * GROWTH, Math.floor(this.#ceiling));
    this.#intervals = Math.max(1, grown);
    this.#ceiling = Math.min(this.#limits.mostIntervals, Math.max(1, this.#ceiling) * RECOVERY);
  }

  /** A chunk of `intervals` was too much: half of it next, and growth past that is slow. False when it can't shrink. */
  halve(intervals: number): boolean {
    if (intervals <= 1) return false;
    this.#intervals = Math.max(1, Math.floor(intervals / 2));
    this.#ceiling = this.#intervals;
    return true;
  }
}
