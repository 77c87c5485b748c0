import { POOL_FEATURES, SOURCE_COUNT } from './entity-layout.ts';

const RAW = 5;
/** Half of a squashed deviation: most features lie within one. */
const HALF = 0.5;

/**
 * What the signals of each source of each entity said in one interval, so that a service with three signals and one
 * with thirty are read by the same net: mean, highest and lowest of their squashed deviations (see `stray`), and the
 * mean of their sizes.
 */
export class EntityPool {
  readonly rows: number;
  /** By row and source: count, sum, highest, lowest, sum of sizes. */
  readonly #raw: Float64Array;

  constructor(rows: number) {
    this.rows = rows;
    this.#raw = new Float64Array(rows * SOURCE_COUNT * RAW);
  }

  /** Forgets the interval before. */
  clear(): void {
    this.#raw.fill(0);
  }

  /** A signal of source `source` of the entity in row `row` strayed by `z`. */
  add(row: number, source: number, z: number): void {
    const at = (row * SOURCE_COUNT + source) * RAW;
    const raw = this.#raw;
    raw[at]++;
    raw[at + 1] += z;
    if (z > raw[at + 2]) raw[at + 2] = z;
    if (z < raw[at + 3]) raw[at + 3] = z;
    raw[at + 4] += Math.abs(z);
  }

  /** Whether a source of the entity in a row said anything. */
  spoke(row: number, source: number): boolean {
    return this.#raw[(row * SOURCE_COUNT + source) * RAW] > 0;
  }

  /** Writes a source's POOL_FEATURES features to `out` from `at` on; zeros when it said nothing. */
  features(row: number, source: number, out: Float64Array, at: number): void {
    const from = (row * SOURCE_COUNT + source) * RAW;
    const [count, sum, highest, lowest, sizes] = this.#raw.subarray(from, from + RAW);
    if (count === 0) {
      out.fill(0, at, at + POOL_FEATURES);
      return;
    }
    out[at] = (HALF * sum) / count;
    out[at + 1] = HALF * highest;
    out[at + 2] = HALF * lowest;
    out[at + 3] = (HALF * sizes) / count;
  }
}
