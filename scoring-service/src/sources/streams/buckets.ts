/** Values counted in buckets: those between `upper` of the bucket before (or `lowest`) and this one's. */
export interface Bucketed {
  /** Upper borders, rising; the last may be infinite. */
  uppers: readonly number[];
  counts: readonly number[];
  /** Below the first bucket nothing lies; undefined when that is not known. */
  lowest?: number;
}

/**
 * The value that the share `q` of all stays within, by even spread inside a bucket, as Prometheus' histogram_quantile has
 * it: beyond the last finite border nothing is known, and that border is the answer. NaN without values.
 */
export function bucketQuantile({ uppers, counts, lowest }: Bucketed, q: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total <= 0) return NaN;
  const rank = q * total;
  let below = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] <= 0 || below + counts[i] < rank) {
      below += counts[i];
      continue;
    }
    const upper = uppers[i] ?? Infinity;
    const lower = i > 0 ? uppers[i - 1] : (lowest ?? Math.min(0, upper));
    if (!Number.isFinite(upper)) return i > 0 ? lower : NaN;
    return lower + (upper - lower) * ((rank - below) / counts[i]);
  }
  return uppers.findLast((upper) => Number.isFinite(upper)) ?? NaN;
}

/** Counts by bucket of base 2^(2^-scale): bucket i holds values in (base^i, base^(i+1)]. */
export interface ExponentialBuckets {
  offset: number;
  counts: readonly number[];
}

/** Both sides of zero at the same scale. */
export interface ScaledBuckets {
  scale: number;
  positive: ExponentialBuckets;
  negative: ExponentialBuckets;
}

/**
 * Counts by index, where bucket i holds values in (base^(i-1), base^i] as Prometheus numbers them, in rows without
 * gaps: at a scale coarse enough that no side has more than `most` buckets.
 */
export function atMostBuckets(
  most: number,
  schema: number,
  positive: readonly [index: number, count: number][],
  negative: readonly [index: number, count: number][],
): ScaledBuckets {
  let steps = 0;
  const reach = (side: typeof positive): number =>
    side.length === 0 ? 0 : (side[side.length - 1][0] >> steps) - (side[0][0] >> steps) + 1;
  const shifted = [positive, negative].map((side) =>
    side.map(([index, count]): [number, number] => [index - 1, count]),
  );
  while (shifted.some((side) => reach(side) > most)) steps++;
  const [above, below] = shifted.map((side): ExponentialBuckets => {
    const offset = side.length === 0 ? 0 : side[0][0] >> steps;
    const counts = new Array<number>(reach(side)).fill(0);
    for (const [index, count] of side) counts[(index >> steps) - offset] += count;
    return { offset, counts };
  });
  return { scale: schema - steps, positive: above, negative: below };
}

/** The same counts with fewer, wider buckets: `steps` scales coarser. */
export function coarser({ offset, counts }: ExponentialBuckets, steps: number): ExponentialBuckets {
  if (steps <= 0 || counts.length === 0) return { offset: offset >> Math.max(0, steps), counts };
  const first = offset >> steps;
  const last = (offset + counts.length - 1) >> steps;
  const wide = new Array<number>(last - first + 1).fill(0);
  for (const [i, count] of counts.entries()) wide[((offset + i) >> steps) - first] += count;
  return { offset: first, counts: wide };
}

/** What was added between two states of the same scale. */
export function bucketDifference(before: ExponentialBuckets, after: ExponentialBuckets): ExponentialBuckets {
  const counts = after.counts.map((count, i) => {
    const at = after.offset + i - before.offset;
    return Math.max(0, count - (before.counts[at] ?? 0));
  });
  return { offset: after.offset, counts };
}

/** The buckets that lie within `threshold` of zero taken out, and how many values they held. */
export function beyond(
  threshold: number,
  scale: number,
  { offset, counts }: ExponentialBuckets,
): { within: number; buckets: ExponentialBuckets } {
  let first = 0;
  while (first < counts.length && border(scale, offset + first + 1) <= threshold) first++;
  const within = counts.slice(0, first).reduce((sum, count) => sum + count, 0);
  return { within, buckets: { offset: offset + first, counts: counts.slice(first) } };
}

/** The lower border of bucket `index`. */
function border(scale: number, index: number): number {
  return 2 ** (index * 2 ** -scale);
}

/** Positive and negative exponential buckets and those within `zeroThreshold` of zero as one rising row of buckets. */
export function exponentialRow(
  { scale, positive, negative }: ScaledBuckets,
  zeroCount: number,
  zeroThreshold = 0,
): Bucketed {
  const uppers: number[] = [];
  const counts: number[] = [];
  for (let i = negative.counts.length - 1; i >= 0; i--) {
    uppers.push(-border(scale, negative.offset + i));
    counts.push(negative.counts[i]);
  }
  if (negative.counts.length > 0) {
    uppers.push(-zeroThreshold);
    counts.push(0);
  }
  uppers.push(zeroThreshold);
  counts.push(zeroCount);
  if (positive.counts.length > 0) {
    uppers.push(Math.max(zeroThreshold, border(scale, positive.offset)));
    counts.push(0);
  }
  for (const [i, count] of positive.counts.entries()) {
    uppers.push(border(scale, positive.offset + i + 1));
    counts.push(count);
  }
  const most = negative.offset + negative.counts.length;
  return { uppers, counts, lowest: negative.counts.length === 0 ? 0 : -border(scale, most) };
}
