import { POOL_FEATURES, SCALE_GAINS, SLOW_SCALES, SOURCE_COUNT, SOURCE_INPUTS } from './entity-layout.ts';
import type { EntityPool } from './entity-pool.ts';

/**
 * Writes ENTITY_INPUTS numbers of `x`: what row `row` of `pool` says now, and its means over the slower time scales,
 * which are kept in `means[at…]` (all zero at first). A source that says nothing leaves its means as they were.
 */
export function entityInputs(
  pool: EntityPool,
  row: number,
  means: Float32Array,
  at: number,
  x: Float64Array,
): void {
  for (let source = 0; source < SOURCE_COUNT; source++) {
    const to = source * SOURCE_INPUTS;
    const kept = at + source * POOL_FEATURES * SLOW_SCALES;
    const spoke = pool.spoke(row, source);
    pool.features(row, source, x, to);
    for (let scale = 1; scale <= SLOW_SCALES; scale++) {
      for (let f = 0; f < POOL_FEATURES; f++) {
        const mean = kept + (scale - 1) * POOL_FEATURES + f;
        if (spoke) means[mean] += SCALE_GAINS[scale] * (x[to + f] - means[mean]);
        x[to + scale * POOL_FEATURES + f] = means[mean];
      }
    }
    x[to + SOURCE_INPUTS - 1] = spoke ? 1 : 0;
  }
}
