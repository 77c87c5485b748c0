import { beyond, bucketDifference, coarser, type ExponentialBuckets, type ScaledBuckets } from './buckets.ts';

/** What a cumulative stream stands at. Every part is a count or sum since `start`; parts that it does not have are absent. */
export interface Total {
  /** Epoch ms; 0 when the sender does not say. */
  start: number;
  /** Epoch ms. */
  time: number;
  /** Of a counter: its value. Of a histogram or summary: how many values. */
  count: number;
  sum?: number;
  /** By explicit borders. */
  buckets?: { borders: number[]; counts: number[] };
  /** `zeroCount` of them within `zeroThreshold` of zero. */
  exponential?: ScaledBuckets & { zeroCount: number; zeroThreshold?: number };
}
type Exponential = NonNullable<Total['exponential']>;

/** What was added in a stretch of time. */
export interface Increase extends Total {
  seconds: number;
}

/** A stream whose first point comes this late after its start began long ago: its rate since then says nothing of now. */
const FRESH_MS = 10 * 60_000;

/**
 * What `now` adds to `before`. Undefined for a point that is not newer, and for the first of a stream that began long ago.
 * A total that fell, or that starts anew, counts from zero.
 */
export function increase(before: Total | undefined, now: Total): Increase | undefined {
  if (before === undefined) {
    const fresh = now.start > 0 && now.time > now.start && now.time - now.start <= FRESH_MS;
    return fresh ? { ...now, seconds: (now.time - now.start) / 1000 } : undefined;
  }
  if (now.time <= before.time) return undefined;
  const seconds = (now.time - before.time) / 1000;
  if (isReset(before, now)) return { ...now, seconds };
  return {
    ...now,
    seconds,
    count: now.count - before.count,
    ...(now.sum !== undefined && { sum: now.sum - (before.sum ?? 0) }),
    ...(now.buckets !== undefined && { buckets: bucketIncrease(before.buckets, now.buckets) }),
    ...(now.exponential !== undefined && {
      exponential: exponentialIncrease(before.exponential, now.exponential),
    }),
  };
}

function isReset(before: Total, now: Total): boolean {
  if (now.count < before.count) return true;
  return now.start > 0 && before.start > 0 && now.start > before.time;
}

function bucketIncrease(before: Total['buckets'], now: NonNullable<Total['buckets']>) {
  const same = before !== undefined && JSON.stringify(before.borders) === JSON.stringify(now.borders);
  // With other borders, how the new values are spread is not known: all are taken for it.
  if (!same) return now;
  return { ...now, counts: now.counts.map((count, i) => Math.max(0, count - (before.counts[i] ?? 0))) };
}

function exponentialIncrease(before: Total['exponential'], now: Exponential): Exponential {
  if (before === undefined) return now;
  // Programs make their buckets wider, and the one round zero, when they have too many of them.
  const scale = Math.min(before.scale, now.scale);
  const zeroThreshold = Math.max(before.zeroThreshold ?? 0, now.zeroThreshold ?? 0);
  const [was, is] = [before, now].map((one) => alike(one, scale, zeroThreshold));
  return {
    ...{ scale, zeroThreshold },
    zeroCount: Math.max(0, is.zeroCount - was.zeroCount),
    positive: bucketDifference(was.positive, is.positive),
    negative: bucketDifference(was.negative, is.negative),
  };
}

/** The same counts at a coarser scale, with a wider bucket round zero. */
function alike(one: Exponential, scale: number, zeroThreshold: number): Exponential {
  const side = (buckets: ExponentialBuckets) =>
    beyond(zeroThreshold, scale, coarser(buckets, one.scale - scale));
  const [positive, negative] = [side(one.positive), side(one.negative)];
  return {
    ...{ scale, positive: positive.buckets, negative: negative.buckets },
    zeroCount: one.zeroCount + positive.within + negative.within,
  };
}
