import { many, one, type Message } from '../protobuf/decode.ts';

/** The fields of remote write that are read: 1.0 is `prometheus.WriteRequest`, 2.0 `io.prometheus.write.v2.Request`. */
const Label: Message = { 1: one('name', 'string'), 2: one('value', 'string') };
const Sample: Message = { 1: one('value', 'double'), 2: one('timestamp', 'int64') };
const BucketSpan: Message = { 1: one('offset', 'sint32'), 2: one('length', 'uint32') };
/** The same in both versions: integers are written as differences from bucket to bucket, floats as they are. */
const Histogram: Message = {
  1: one('countInt', 'uint64'),
  2: one('countFloat', 'double'),
  3: one('sum', 'double'),
  4: one('schema', 'sint32'),
  5: one('zeroThreshold', 'double'),
  6: one('zeroCountInt', 'uint64'),
  7: one('zeroCountFloat', 'double'),
  8: many('negativeSpans', () => BucketSpan),
  9: many('negativeDeltas', 'sint64'),
  10: many('negativeCounts', 'double'),
  11: many('positiveSpans', () => BucketSpan),
  12: many('positiveDeltas', 'sint64'),
  13: many('positiveCounts', 'double'),
  14: one('resetHint', 'int32'),
  15: one('timestamp', 'int64'),
  16: many('customValues', 'double'),
};
const Series1: Message = {
  1: many('labels', () => Label),
  2: many('samples', () => Sample),
  4: many('histograms', () => Histogram),
};
const FamilyMetadata: Message = { 1: one('type', 'int32'), 2: one('name', 'string') };
export const WRITE_REQUEST_1: Message = {
  1: many('timeseries', () => Series1),
  3: many('metadata', () => FamilyMetadata),
};

const Metadata2: Message = { 1: one('type', 'int32') };
const Series2: Message = {
  1: many('labelsRefs', 'uint32'),
  2: many('samples', () => Sample),
  3: many('histograms', () => Histogram),
  5: one('metadata', () => Metadata2),
};
export const WRITE_REQUEST_2: Message = {
  4: many('symbols', 'string'),
  5: many('timeseries', () => Series2),
};
