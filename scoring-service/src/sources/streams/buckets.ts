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

/** Positive and negative exponential buckets and those at zero as one rising row of buckets. */
export function exponentialRow(
  scale: number,
  zeroCount: number,
  positive: ExponentialBuckets,
  negative: ExponentialBuckets,
): Bucketed {
  const border = (index: number): number => 2 ** (index * 2 ** -scale);
  const uppers: number[] = [];
  const counts: number[] = [];
  for (let i = negative.counts.length - 1; i >= 0; i--) {
    uppers.push(-border(negative.offset + i));
    counts.push(negative.counts[i]);
  }
  uppers.push(0);
  counts.push(zeroCount);
  if (positive.counts.length > 0) {
    uppers.push(border(positive.offset));
    counts.push(0);
  }
  for (const [i, count] of positive.counts.entries()) {
    uppers.push(border(positive.offset + i + 1));
    counts.push(count);
  }
  const most = negative.offset + negative.counts.length;
  return { uppers, counts, lowest: negative.counts.length === 0 ? 0 : -border(most) };
}
