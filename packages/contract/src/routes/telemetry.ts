import { routes, type MediaAnswer, type RawBody } from './route.ts';

const OTLP_BODY: RawBody = {
  types: ['application/x-protobuf', 'application/json'],
  description: 'OTLP, plain or with `Content-Encoding: gzip`',
};
const OTLP_ANSWER: MediaAnswer = {
  media: 'application/x-protobuf',
  description: 'in the encoding of the request: what was refused of it, if anything (`partial_success`)',
};
const DURABLE = 'Stored when it is answered. Sending the same again changes nothing.';

/** What other programs send by protocols of their own. Their addresses are those that senders expect. */
export const telemetryRoutes = routes({
  otlpTraces: {
    method: 'post',
    path: '/v1/traces',
    tag: 'Telemetry',
    access: 'editor',
    summary: 'Spans by OTLP/HTTP',
    description: DURABLE,
    rawBody: OTLP_BODY,
    bodySize: 'large',
    limit: 'sender',
    status: 200,
    answer: OTLP_ANSWER,
    errors: ['OVERLOADED', 'STORE_UNAVAILABLE'],
  },
  otlpMetrics: {
    method: 'post',
    path: '/v1/metrics',
    tag: 'Telemetry',
    access: 'editor',
    summary: 'Metrics by OTLP/HTTP: they become readings of the source `ingest`',
    description: DURABLE,
    rawBody: OTLP_BODY,
    bodySize: 'large',
    limit: 'sender',
    status: 200,
    answer: OTLP_ANSWER,
    errors: ['OVERLOADED', 'STORE_UNAVAILABLE'],
  },
  otlpLogs: {
    method: 'post',
    path: '/v1/logs',
    tag: 'Telemetry',
    access: 'editor',
    summary: 'Log records by OTLP/HTTP: counted by service and level as readings of the source `ingest`',
    description: DURABLE,
    rawBody: OTLP_BODY,
    bodySize: 'large',
    limit: 'sender',
    status: 200,
    answer: OTLP_ANSWER,
    errors: ['OVERLOADED', 'STORE_UNAVAILABLE'],
  },
  remoteWrite: {
    method: 'post',
    path: '/api/v1/write',
    tag: 'Telemetry',
    access: 'editor',
    summary: 'Samples by Prometheus remote write: they become readings of the source `ingest`',
    description: DURABLE,
    rawBody: {
      types: ['application/x-protobuf'],
      description: 'a remote-write request of version 1.0 or 2.0, with `Content-Encoding: snappy`',
    },
    bodySize: 'large',
    limit: 'sender',
    status: 204,
    errors: ['OVERLOADED', 'STORE_UNAVAILABLE'],
  },
});
