/** Spans of a small shop as Data Prepper and as the OpenTelemetry Collector write them to OpenSearch. */
export interface MadeSpan {
  traceId: string;
  spanId: string;
  parentId: string;
  service: string;
  name: string;
  kind: 'server' | 'client';
  /** Epoch ms. */
  start: number;
  ms: number;
  failed: boolean;
}

/** One request: shop's server and client span, cart's server span. `n` makes its ids. */
export function madeRequest(n: number, start: number, failed = false): MadeSpan[] {
  // Spread over the range of ids, as random ones are, and the same in each run.
  const id = (k: number): string =>
    ((BigInt(n * 3 + k + 1) * 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn).toString(16).padStart(16, '0');
  const traceId = `5f${n.toString(16).padStart(30, '0')}`;
  const common = { traceId, failed };
  return [
    {
      ...common,
      spanId: id(0),
      parentId: '',
      service: 'shop',
      name: `GET /users/${1000 + n}`,
      kind: 'server',
      start,
      ms: 40,
    },
    {
      ...common,
      spanId: id(1),
      parentId: id(0),
      service: 'shop',
      name: 'GET',
      kind: 'client',
      start: start + 2,
      ms: 30,
    },
    {
      ...common,
      spanId: id(2),
      parentId: id(1),
      service: 'cart',
      name: 'GET /cart',
      kind: 'server',
      start: start + 5,
      ms: 20,
    },
  ];
}

const iso = (ms: number): string => new Date(ms).toISOString().replace('Z', '000000Z');

/** As in `otel-v1-apm-span-*` (data-prepper, otel-v1-apm-span-index-template.json). */
export function dataPrepperDocument(span: MadeSpan): object {
  return {
    ...{ traceId: span.traceId, spanId: span.spanId, parentSpanId: span.parentId, traceState: '' },
    ...{ name: span.name, kind: `SPAN_KIND_${span.kind.toUpperCase()}`, serviceName: span.service },
    ...{ startTime: iso(span.start), endTime: iso(span.start + span.ms), durationInNanos: span.ms * 1e6 },
    ...{ 'status.code': span.failed ? 2 : 0, droppedAttributesCount: 0, events: [], links: [] },
    traceGroup: 'GET /users',
    traceGroupFields: { endTime: iso(span.start + span.ms), durationInNanos: span.ms * 1e6, statusCode: 0 },
    'resource.attributes.service@name': span.service,
    ...(span.kind === 'client' && { 'span.attributes.net@peer@name': 'cart.shop.svc' }),
  };
}

const keyword = { type: 'keyword', ignore_above: 1024 };
export const DATA_PREPPER_TEMPLATE = {
  index_patterns: ['otel-v1-apm-span-*'],
  template: {
    mappings: {
      date_detection: false,
      dynamic_templates: [
        { resource_attributes_map: { mapping: { type: 'keyword' }, path_match: 'resource.attributes.*' } },
        { span_attributes_map: { mapping: { type: 'keyword' }, path_match: 'span.attributes.*' } },
      ],
      _source: { enabled: true },
      properties: {
        ...{ traceId: { ...keyword, ignore_above: 256 }, spanId: { ...keyword, ignore_above: 256 } },
        ...{ parentSpanId: { ...keyword, ignore_above: 256 }, name: keyword, traceGroup: keyword },
        traceGroupFields: {
          properties: {
            endTime: { type: 'date_nanos' },
            durationInNanos: { type: 'long' },
            statusCode: { type: 'integer' },
          },
        },
        ...{ kind: { ...keyword, ignore_above: 128 }, startTime: { type: 'date_nanos' } },
        ...{ endTime: { type: 'date_nanos' }, serviceName: keyword, durationInNanos: { type: 'long' } },
        status: { properties: { code: { type: 'integer' }, message: { type: 'keyword' } } },
        events: { type: 'nested', properties: { time: { type: 'date_nanos' } } },
        links: { type: 'nested' },
      },
    },
  },
};

/** As the collector's opensearch exporter writes to `ss4o_traces-*`, in an index without a template. */
export function simpleSchemaDocument(span: MadeSpan): object {
  return {
    ...{ traceId: span.traceId, spanId: span.spanId, parentSpanId: span.parentId, name: span.name },
    ...{ kind: span.kind === 'server' ? 'Server' : 'Client', startTime: iso(span.start) },
    endTime: iso(span.start + span.ms),
    status: { code: span.failed ? 'Error' : 'Unset', message: '' },
    attributes: { 'data_stream.dataset': 'default' },
    resource: { 'service.name': span.service },
  };
}
