import { z } from 'zod';

/** OTLP as it is read, from its JSON or from protobuf in the same shape. Unknown fields pass. */

/** A 64-bit integer: text in JSON, a number from other senders. */
const Integer = z.union([z.number(), z.string().regex(/^-?\d{1,20}$/)]).transform(Number);
/** A double: JSON has no NaN and no infinity of its own. */
const Double = z.union([
  z.number(),
  z.nan(),
  z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number),
  z.literal([Infinity, -Infinity]),
]);

export type AnyValue = {
  stringValue?: string | undefined;
  boolValue?: boolean | undefined;
  intValue?: number | undefined;
  doubleValue?: number | undefined;
  arrayValue?: { values?: AnyValue[] | undefined } | undefined;
  kvlistValue?: { values?: KeyValue[] | undefined } | undefined;
};
export interface KeyValue {
  key: string;
  value?: AnyValue | undefined;
}

const AnyValue: z.ZodType<AnyValue> = z.lazy(() =>
  z.object({
    stringValue: z.string().optional(),
    boolValue: z.boolean().optional(),
    intValue: Integer.optional(),
    doubleValue: Double.optional(),
    arrayValue: z.object({ values: z.array(AnyValue).optional() }).optional(),
    kvlistValue: z.object({ values: z.array(KeyValue).optional() }).optional(),
  }),
);
const KeyValue: z.ZodType<KeyValue> = z.object({ key: z.string().default(''), value: AnyValue.optional() });

const attributes = z.array(KeyValue).default([]);
const Resource = z.object({ attributes }).default({ attributes: [] });
/** OTLP's JSON has ids as hexadecimal digits; an absent one is empty. */
const Id = z.string().default('');
const Nanos = Integer.default(0);
const flags = z.number().int().default(0);

const Span = z.object({
  traceId: Id,
  spanId: Id,
  parentSpanId: Id,
  name: z.string().default(''),
  kind: z.number().int().default(0),
  startTimeUnixNano: Nanos,
  endTimeUnixNano: Nanos,
  attributes,
  links: z.array(z.object({ traceId: Id, spanId: Id })).default([]),
  status: z.object({ code: z.number().int().default(0) }).optional(),
});
export type OtlpSpan = z.infer<typeof Span>;

const LogRecord = z.object({
  timeUnixNano: Nanos,
  observedTimeUnixNano: Nanos,
  severityNumber: z.number().int().default(0),
  severityText: z.string().default(''),
  body: AnyValue.optional(),
  attributes,
  traceId: Id,
  spanId: Id,
});
export type OtlpLogRecord = z.infer<typeof LogRecord>;

const point = { attributes, startTimeUnixNano: Nanos, timeUnixNano: Nanos, flags };
const NumberPoint = z.object({ ...point, asDouble: Double.optional(), asInt: Integer.optional() });
const HistogramPoint = z.object({
  ...point,
  count: Integer.default(0),
  sum: Double.optional(),
  bucketCounts: z.array(Integer).default([]),
  explicitBounds: z.array(Double).default([]),
});
const Buckets = z
  .object({ offset: z.number().int().default(0), bucketCounts: z.array(Integer).default([]) })
  .default({ offset: 0, bucketCounts: [] });
const ExponentialPoint = z.object({
  ...point,
  count: Integer.default(0),
  sum: Double.optional(),
  scale: z.number().int().default(0),
  zeroCount: Integer.default(0),
  zeroThreshold: Double.default(0),
  positive: Buckets,
  negative: Buckets,
});
const SummaryPoint = z.object({
  ...point,
  count: Integer.default(0),
  sum: Double.default(0),
  quantileValues: z.array(z.object({ quantile: Double.default(0), value: Double.default(0) })).default([]),
});
export type OtlpNumberPoint = z.infer<typeof NumberPoint>;
export type OtlpHistogramPoint = z.infer<typeof HistogramPoint>;
export type OtlpExponentialPoint = z.infer<typeof ExponentialPoint>;
export type OtlpSummaryPoint = z.infer<typeof SummaryPoint>;

const temporality = z.number().int().default(0);
const Metric = z.object({
  name: z.string().default(''),
  gauge: z.object({ dataPoints: z.array(NumberPoint).default([]) }).optional(),
  sum: z
    .object({
      dataPoints: z.array(NumberPoint).default([]),
      aggregationTemporality: temporality,
      isMonotonic: z.boolean().default(false),
    })
    .optional(),
  histogram: z
    .object({ dataPoints: z.array(HistogramPoint).default([]), aggregationTemporality: temporality })
    .optional(),
  exponentialHistogram: z
    .object({ dataPoints: z.array(ExponentialPoint).default([]), aggregationTemporality: temporality })
    .optional(),
  summary: z.object({ dataPoints: z.array(SummaryPoint).default([]) }).optional(),
});
export type OtlpMetric = z.infer<typeof Metric>;

export const TracesRequest = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource: Resource,
        scopeSpans: z.array(z.object({ spans: z.array(Span).default([]) })).default([]),
      }),
    )
    .default([]),
});
export const MetricsRequest = z.object({
  resourceMetrics: z
    .array(
      z.object({
        resource: Resource,
        scopeMetrics: z.array(z.object({ metrics: z.array(Metric).default([]) })).default([]),
      }),
    )
    .default([]),
});
export const LogsRequest = z.object({
  resourceLogs: z
    .array(
      z.object({
        resource: Resource,
        scopeLogs: z.array(z.object({ logRecords: z.array(LogRecord).default([]) })).default([]),
      }),
    )
    .default([]),
});
export type TracesRequest = z.output<typeof TracesRequest>;
export type MetricsRequest = z.output<typeof MetricsRequest>;
export type LogsRequest = z.output<typeof LogsRequest>;
