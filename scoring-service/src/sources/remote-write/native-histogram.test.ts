import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { expect, test } from 'vitest';
import { increase } from '../streams/cumulative.ts';
import { measuresOf } from '../streams/measures.ts';
import { histogramOf, NativeHistogram } from './native-histogram.ts';
import { readSeries } from './read-series.ts';

const shape = (sent: Partial<NativeHistogram>) => histogramOf(NativeHistogram.parse(sent))[0];
const measures = (before: Partial<NativeHistogram>, after: Partial<NativeHistogram>) => {
  const added = increase(shape(before).total, shape(after).total);
  return Object.fromEntries(added === undefined ? [] : measuresOf(added));
};

/** Schema 0: bucket 1 is (1, 2], bucket 3 is (4, 8], bucket 4 (8, 16]. */
const BEFORE: Partial<NativeHistogram> = {
  ...{ timestamp: 0, countInt: 10, sum: 50, schema: 0 },
  positiveSpans: [
    { offset: 1, length: 1 },
    { offset: 1, length: 2 },
  ],
  positiveDeltas: [4, 0, -2],
};

test('integer buckets come as differences in runs, and become rate, mean and percentiles of what was added', () => {
  const after = { ...BEFORE, timestamp: 10_000, countInt: 110, sum: 650, positiveDeltas: [54, -10, -32] };
  expect(shape(BEFORE).total.exponential).toMatchObject({
    scale: 0,
    positive: { offset: 0, counts: [4, 0, 4, 2] },
  });
  // 50 more in (1, 2], 40 more in (4, 8], 10 more in (8, 16].
  expect(measures(BEFORE, after)).toEqual({ rate: 10, avg: 6, p50: 2, p95: 12, p99: 15.2 });
});

test('float buckets come as they are', () => {
  const float = {
    ...BEFORE,
    countInt: undefined,
    countFloat: 10,
    positiveDeltas: [],
    positiveCounts: [4, 4, 2],
  };
  expect(shape(float)).toEqual(shape(BEFORE));
});

test('negative values and those at zero lie where they are; a zero bucket that grew takes in what was beside it', () => {
  // 2 in [-2, -1), 6 round zero; then the bucket round zero reaches to 2, and 4 more lie in (2, 4].
  const near = { schema: 0, zeroThreshold: 0.001, zeroCountInt: 6, countInt: 11, sum: 1 };
  const before = {
    ...near,
    negativeSpans: [{ offset: 1, length: 1 }],
    negativeDeltas: [2],
    positiveSpans: [{ offset: 1, length: 1 }],
    positiveDeltas: [3],
  };
  const after = {
    ...{ schema: 0, zeroThreshold: 2, zeroCountInt: 11, countInt: 15, sum: 13, timestamp: 1000 },
    ...{ positiveSpans: [{ offset: 2, length: 1 }], positiveDeltas: [4] },
  };
  expect(measures(before, after)).toEqual({ rate: 4, avg: 3, p50: 3, p95: 3.9, p99: 3.98 });
  const all = measures({ schema: 0, timestamp: -1 }, before);
  expect(all['p50']).toBeCloseTo(0, 2);
  expect(all['p99']).toBeCloseTo(1.96, 1);
});

test('borders of its own choice are those of a classic histogram', () => {
  const custom = {
    ...{ schema: -53, customValues: [1, 10], countInt: 8, sum: 20 },
    ...{ positiveSpans: [{ offset: 0, length: 3 }], positiveDeltas: [5, -3, -1] },
  };
  expect(shape(custom).total.buckets).toEqual({ borders: [1, 10], counts: [5, 2, 1] });
});

test('a histogram that reaches far is taken in wider buckets, never in a row of millions', () => {
  const far = {
    ...{ schema: 8, countInt: 2, sum: 1 },
    positiveSpans: [
      { offset: -200_000, length: 1 },
      { offset: 400_000, length: 1 },
    ],
    positiveDeltas: [1, 0],
  };
  const { exponential } = shape(far).total;
  expect(exponential?.positive.counts.length).toBeLessThanOrEqual(320);
  expect(exponential?.positive.counts.reduce((sum, count) => sum + count, 0)).toBe(2);
});

test('the mark of an ended series is no histogram; a gauge is known as one', () => {
  expect(histogramOf(NativeHistogram.parse({ sum: NaN, timestamp: 5 }))).toEqual([]);
  expect(shape({ ...BEFORE, resetHint: 3 }).gauge).toBe(true);
  expect(shape({ ...BEFORE, sum: NaN }).total.sum).toBeUndefined();
});

test('buckets that do not fit their spans, and schemas of the future, are refused', () => {
  const sent = (change: Partial<NativeHistogram>) => () => shape({ ...BEFORE, ...change });
  const unequal = 'spans tell of another number';
  const back = [
    { offset: 5, length: 2 },
    { offset: -9, length: 1 },
  ];
  expect(sent({ positiveDeltas: [1] })).toThrow(unequal);
  expect(sent({ positiveSpans: [{ offset: 0, length: 4_000_000_000 }] })).toThrow(unequal);
  expect(sent({ positiveSpans: back })).toThrow(unequal);
  expect(sent({ schema: -53, customValues: [1] })).toThrow(unequal);
  expect(sent({ schema: 99 })).toThrow('schema 99');
});

test('they are read from requests of both versions', () => {
  const histogram = (writer: BinaryWriter): BinaryWriter =>
    writer
      .fork()
      .tag(1, WireType.Varint)
      .uint64(4)
      .tag(3, WireType.Bit64)
      .double(6)
      .tag(11, WireType.LengthDelimited)
      .fork()
      .tag(1, WireType.Varint)
      .sint32(1)
      .tag(2, WireType.Varint)
      .uint32(1)
      .join()
      .tag(12, WireType.LengthDelimited)
      .fork()
      .sint64(4)
      .join()
      .tag(15, WireType.Varint)
      .int64(1000)
      .join();
  const series = (list: number, field: number): Uint8Array =>
    histogram(
      new BinaryWriter().tag(list, WireType.LengthDelimited).fork().tag(field, WireType.LengthDelimited),
    )
      .join()
      .finish();
  for (const request of [readSeries(series(1, 4), 1), readSeries(series(5, 3), 2)]) {
    expect(request.series[0].histograms).toMatchObject([
      { gauge: false, total: { time: 1000, count: 4, sum: 6, exponential: { positive: { counts: [4] } } } },
    ]);
  }
});
