import { many, one, type Message } from '../protobuf/decode.ts';

/**
 * The fields of OTLP that are read, by the numbers of opentelemetry-proto 1.x (collector/{trace,metrics,logs}/v1); named
 * as in OTLP's JSON.
 */
const AnyValue: Message = {
  1: one('stringValue', 'string'),
  2: one('boolValue', 'bool'),
  3: one('intValue', 'int64'),
  4: one('doubleValue', 'double'),
  5: one('arrayValue', () => ArrayValue),
  6: one('kvlistValue', () => KeyValueList),
};
const ArrayValue: Message = { 1: many('values', () => AnyValue) };
const KeyValue: Message = { 1: one('key', 'string'), 2: one('value', () => AnyValue) };
const KeyValueList: Message = { 1: many('values', () => KeyValue) };
const attributes = many('attributes', () => KeyValue);
const Resource: Message = { 1: attributes };

const Link: Message = { 1: one('traceId', 'hex'), 2: one('spanId', 'hex') };
const Status: Message = { 3: one('code', 'int32') };
const Span: Message = {
  1: one('traceId', 'hex'),
  2: one('spanId', 'hex'),
  4: one('parentSpanId', 'hex'),
  5: one('name', 'string'),
  6: one('kind', 'int32'),
  7: one('startTimeUnixNano', 'fixed64'),
  8: one('endTimeUnixNano', 'fixed64'),
  9: attributes,
  13: many('links', () => Link),
  15: one('status', () => Status),
};

const LogRecord: Message = {
  1: one('timeUnixNano', 'fixed64'),
  2: one('severityNumber', 'int32'),
  3: one('severityText', 'string'),
  5: one('body', () => AnyValue),
  6: attributes,
  9: one('traceId', 'hex'),
  10: one('spanId', 'hex'),
  11: one('observedTimeUnixNano', 'fixed64'),
};

const NumberDataPoint: Message = {
  2: one('startTimeUnixNano', 'fixed64'),
  3: one('timeUnixNano', 'fixed64'),
  4: one('asDouble', 'double'),
  6: one('asInt', 'sfixed64'),
  7: attributes,
  8: one('flags', 'uint32'),
};
const HistogramDataPoint: Message = {
  2: one('startTimeUnixNano', 'fixed64'),
  3: one('timeUnixNano', 'fixed64'),
  4: one('count', 'fixed64'),
  5: one('sum', 'double'),
  6: many('bucketCounts', 'fixed64'),
  7: many('explicitBounds', 'double'),
  9: attributes,
  10: one('flags', 'uint32'),
};
const Buckets: Message = { 1: one('offset', 'sint32'), 2: many('bucketCounts', 'uint64') };
const ExponentialDataPoint: Message = {
  1: attributes,
  2: one('startTimeUnixNano', 'fixed64'),
  3: one('timeUnixNano', 'fixed64'),
  4: one('count', 'fixed64'),
  5: one('sum', 'double'),
  6: one('scale', 'sint32'),
  7: one('zeroCount', 'fixed64'),
  8: one('positive', () => Buckets),
  9: one('negative', () => Buckets),
  10: one('flags', 'uint32'),
  14: one('zeroThreshold', 'double'),
};
const ValueAtQuantile: Message = { 1: one('quantile', 'double'), 2: one('value', 'double') };
const SummaryDataPoint: Message = {
  2: one('startTimeUnixNano', 'fixed64'),
  3: one('timeUnixNano', 'fixed64'),
  4: one('count', 'fixed64'),
  5: one('sum', 'double'),
  6: many('quantileValues', () => ValueAtQuantile),
  7: attributes,
  8: one('flags', 'uint32'),
};
const temporality = one('aggregationTemporality', 'int32');
const points = (point: Message) => many('dataPoints', () => point);
const Gauge: Message = { 1: points(NumberDataPoint) };
const Sum: Message = { 1: points(NumberDataPoint), 2: temporality, 3: one('isMonotonic', 'bool') };
const Histogram: Message = { 1: points(HistogramDataPoint), 2: temporality };
const ExponentialHistogram: Message = { 1: points(ExponentialDataPoint), 2: temporality };
const Summary: Message = { 1: points(SummaryDataPoint) };
const Metric: Message = {
  1: one('name', 'string'),
  3: one('unit', 'string'),
  5: one('gauge', () => Gauge),
  7: one('sum', () => Sum),
  9: one('histogram', () => Histogram),
  10: one('exponentialHistogram', () => ExponentialHistogram),
  11: one('summary', () => Summary),
};

/** Request, resource, scope, item: the same three floors for each signal. */
function request(resourceItems: string, scopeItems: string, items: string, item: Message): Message {
  const Scope: Message = { 2: many(items, () => item) };
  const ResourceItems: Message = { 1: one('resource', () => Resource), 2: many(scopeItems, () => Scope) };
  return { 1: many(resourceItems, () => ResourceItems) };
}

export const TRACES_REQUEST = request('resourceSpans', 'scopeSpans', 'spans', Span);
export const METRICS_REQUEST = request('resourceMetrics', 'scopeMetrics', 'metrics', Metric);
export const LOGS_REQUEST = request('resourceLogs', 'scopeLogs', 'logRecords', LogRecord);
