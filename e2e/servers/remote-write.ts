/**
 * A remote-write request (protocol 0.1.0): protobuf `WriteRequest{timeseries=1{labels=1{name=1,value=2},
 * samples=2{value=1 double,timestamp=2 int64}}}`, wrapped as a snappy block of literals alone, which any snappy
 * decoder reads: a test needs no compression.
 */
export interface WrittenSeries {
  /** `__name__` among them. */
  labels: Record<string, string>;
  /** [epoch milliseconds, value]; NaN and ±Inf are values. */
  samples: [number, SampleValue][];
}

/** Prometheus marks a series that ended with this very NaN; JavaScript's own NaN differs from it in its bits. */
export const STALE = Symbol('stale');
export type SampleValue = number | typeof STALE;
const STALE_BITS = 0x7ff0000000000002n;

export function encodeWriteRequest(series: WrittenSeries[]): Buffer {
  return snappyOfLiterals(Buffer.concat(series.map((one) => field(1, timeSeries(one)))));
}

function timeSeries({ labels, samples }: WrittenSeries): Buffer {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.concat([
    ...sorted.map(([name, value]) =>
      field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, Buffer.from(value))])),
    ),
    ...samples.map(([time, value]) => field(2, sample(time, value))),
  ]);
}

function sample(time: number, value: SampleValue): Buffer {
  const double = Buffer.alloc(9);
  double[0] = (1 << 3) | 1;
  if (value === STALE) double.writeBigUInt64LE(STALE_BITS, 1);
  else double.writeDoubleLE(value, 1);
  return Buffer.concat([double, Buffer.from([2 << 3]), varint(time)]);
}

function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2]), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

const LITERAL_MOST = 65_536;

function snappyOfLiterals(bytes: Buffer): Buffer {
  const parts = [varint(bytes.length)];
  for (let at = 0; at < bytes.length; at += LITERAL_MOST) {
    const chunk = bytes.subarray(at, at + LITERAL_MOST);
    const head = Buffer.alloc(3);
    // Tag 61 in the upper six bits: a literal whose length less one follows in two bytes.
    head[0] = 61 << 2;
    head.writeUInt16LE(chunk.length - 1, 1);
    parts.push(head, chunk);
  }
  return Buffer.concat(parts);
}
