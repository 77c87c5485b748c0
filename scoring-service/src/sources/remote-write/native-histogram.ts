import { z } from 'zod';
import { ProtobufError } from '../protobuf/decode.ts';
import { atMostBuckets, type ScaledBuckets } from '../streams/buckets.ts';
import type { Total } from '../streams/cumulative.ts';

/** A native histogram as it stood at one time; a gauge's is of that moment alone and never added to. */
export interface SentHistogram {
  gauge: boolean;
  total: Total;
}

/** `Histogram.ResetHint`. */
const GAUGE = 3;
/** The schema of borders that the program chose itself (`custom_values`). */
const CUSTOM_BORDERS = -53;
/** Buckets of 2^(2^-schema): with others nothing is known of where a value lies. */
const SCHEMAS = { from: -9, to: 52 };
/** A side that reaches further is taken in wider buckets: as many as programs themselves keep by default, twice over. */
const MOST_BUCKETS = 320;

const double = z.union([z.number(), z.nan(), z.literal([Infinity, -Infinity])]);
const doubles = z.array(double).default([]);
const spans = z.array(z.object({ offset: z.number().default(0), length: z.number().default(0) })).default([]);
/** `Histogram` of remote write 1.0 and 2.0, decoded. */
export const NativeHistogram = z.object({
  countInt: z.number().optional(),
  countFloat: double.optional(),
  sum: double.default(0),
  schema: z.number().default(0),
  zeroThreshold: double.default(0),
  zeroCountInt: z.number().optional(),
  zeroCountFloat: double.optional(),
  negativeSpans: spans,
  negativeDeltas: doubles,
  negativeCounts: doubles,
  positiveSpans: spans,
  positiveDeltas: doubles,
  positiveCounts: doubles,
  resetHint: z.number().default(0),
  timestamp: z.number().default(0),
  customValues: doubles,
});
export type NativeHistogram = z.output<typeof NativeHistogram>;

/**
 * What the histogram has counted; none for the mark of a series that ended. Throws ProtobufError for one whose buckets
 * and spans do not agree, or of an unknown schema.
 */
export function histogramOf(sent: NativeHistogram): SentHistogram[] {
  const count = sent.countInt ?? sent.countFloat ?? 0;
  // The mark is a NaN of its own in the sum of an empty histogram.
  if (Number.isNaN(count) || (count === 0 && Number.isNaN(sent.sum))) return [];
  const sum = Number.isFinite(sent.sum) ? { sum: sent.sum } : {};
  const total = { start: 0, time: sent.timestamp, count, ...sum, ...bucketsOf(sent) };
  return [{ gauge: sent.resetHint === GAUGE, total }];
}

function bucketsOf(sent: NativeHistogram): Pick<Total, 'buckets' | 'exponential'> {
  const positive = indexed(sent.positiveSpans, sent.positiveDeltas, sent.positiveCounts);
  if (sent.schema === CUSTOM_BORDERS) return { buckets: byBorders(sent.customValues, positive) };
  if (sent.schema < SCHEMAS.from || sent.schema > SCHEMAS.to) {
    throw new ProtobufError(`a native histogram has the schema ${sent.schema}, which is not known here`);
  }
  const negative = indexed(sent.negativeSpans, sent.negativeDeltas, sent.negativeCounts);
  const scaled: ScaledBuckets = atMostBuckets(MOST_BUCKETS, sent.schema, positive, negative);
  const zeroCount = sent.zeroCountInt ?? sent.zeroCountFloat ?? 0;
  return { exponential: { ...scaled, zeroCount, zeroThreshold: sent.zeroThreshold } };
}

/** Counts by the index of their bucket, from runs of buckets: each begins `offset` after the end of the one before. */
function indexed(
  runs: NativeHistogram['positiveSpans'],
  deltas: readonly number[],
  counts: readonly number[],
): [index: number, count: number][] {
  const values = deltas.length > 0 ? deltas : counts;
  const found: [number, number][] = [];
  let index = 0;
  let count = 0;
  for (const { offset, length } of runs) {
    index += offset;
    const goesBack = found.length > 0 && offset < 0;
    if (goesBack || found.length + length > values.length) throw unequal(values.length);
    for (let k = 0; k < length; k++, index++) {
      const value = values[found.length];
      count = deltas.length > 0 ? count + value : value;
      found.push([index, count]);
    }
  }
  if (found.length !== values.length) throw unequal(values.length);
  return found;
}

/** Counts of the buckets between `borders`, and of the one beyond the last. */
function byBorders(
  borders: number[],
  buckets: readonly [index: number, count: number][],
): NonNullable<Total['buckets']> {
  const counts = new Array<number>(borders.length + 1).fill(0);
  for (const [index, count] of buckets) {
    if (index < 0 || index > borders.length) throw unequal(borders.length + 1);
    counts[index] = count;
  }
  return { borders, counts };
}

function unequal(buckets: number): ProtobufError {
  return new ProtobufError(`a native histogram has ${buckets} buckets, and its spans tell of another number`);
}
