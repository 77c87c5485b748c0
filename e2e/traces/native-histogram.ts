/**
 * A native histogram as a program exposes it to Prometheus: one delimited `io.prometheus.client.MetricFamily` in
 * protobuf (metrics.proto of client_model), which no client library for Node writes.
 */
export const PROTOBUF_EXPOSITION =
  'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited';

export interface ExposedHistogram {
  name: string;
  labels: Record<string, string>;
  sum: number;
  /** Buckets are 2^(2^-schema) wide. */
  schema: number;
  /** Index of the first bucket; bucket i holds values in (base^(i-1), base^i]. */
  first: number;
  counts: readonly number[];
}

const HISTOGRAM_TYPE = 4;

export function exposition({ name, labels, ...histogram }: ExposedHistogram): Buffer {
  const pairs = Object.entries(labels).map(([key, value]) =>
    bytesField(1, Buffer.concat([text(1, key), text(2, value)])),
  );
  const metric = Buffer.concat([...pairs, bytesField(7, histogramBytes(histogram))]);
  const family = Buffer.concat([text(1, name), numberField(3, HISTOGRAM_TYPE), bytesField(4, metric)]);
  return Buffer.concat([varint(family.length), family]);
}

function histogramBytes({ sum, schema, first, counts }: Omit<ExposedHistogram, 'name' | 'labels'>): Buffer {
  const total = counts.reduce((all, count) => all + count, 0);
  const run = Buffer.concat([numberField(1, zigzag(first)), numberField(2, counts.length)]);
  return Buffer.concat([
    numberField(1, total),
    doubleField(2, sum),
    numberField(5, zigzag(schema)),
    doubleField(6, 2 ** -128),
    bytesField(12, run),
    ...counts.map((count, i) => numberField(13, zigzag(count - (counts[i - 1] ?? 0)))),
  ]);
}

function text(field: number, value: string): Buffer {
  return bytesField(field, Buffer.from(value));
}
function bytesField(field: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes]);
}
function numberField(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}
function doubleField(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([varint((field << 3) | 1), bytes]);
}
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}
