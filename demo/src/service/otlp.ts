import type { ShopLine } from '../shop/lines.ts';
import type { ShopSpan } from '../shop/requests.ts';

/** Numbers that OTLP gives kinds of spans, states and levels (opentelemetry-proto, trace.proto and logs.proto). */
const KIND = { server: 2, client: 3, producer: 4, consumer: 5 } as const;
const STATUS_ERROR = 2;
const SEVERITY = { INFO: 9, ERROR: 17 } as const;

interface Attribute {
  key: string;
  value: { stringValue: string };
}

/** Spans as the body of `POST /v1/traces`, in OTLP's JSON. */
export function tracesBody(spans: readonly ShopSpan[]): object {
  return {
    resourceSpans: [...Map.groupBy(spans, ({ service }) => service)].map(([service, own]) => ({
      resource: resourceOf(service),
      scopeSpans: [{ spans: own.map(otlpSpan) }],
    })),
  };
}

/** Lines as the body of `POST /v1/logs`. */
export function logsBody(lines: readonly ShopLine[]): object {
  return {
    resourceLogs: [...Map.groupBy(lines, ({ service }) => service)].map(([service, own]) => ({
      resource: resourceOf(service),
      scopeLogs: [{ logRecords: own.map(otlpRecord) }],
    })),
  };
}

function otlpSpan(span: ShopSpan): object {
  const { traceId, spanId, parentId, operation, kind, peer, start, durationMs, failed } = span;
  return {
    ...{ traceId, spanId, name: operation, kind: KIND[kind] },
    ...(parentId !== undefined && { parentSpanId: parentId }),
    ...{ startTimeUnixNano: nanos(start), endTimeUnixNano: nanos(start + durationMs) },
    ...(peer !== undefined && { attributes: [attribute('peer.service', peer)] }),
    ...(failed && { status: { code: STATUS_ERROR } }),
  };
}

function otlpRecord({ time, level, message, traceId, spanId }: ShopLine): object {
  return {
    ...{ timeUnixNano: nanos(time), severityNumber: SEVERITY[level], severityText: level },
    body: { stringValue: message },
    ...(traceId !== undefined && { traceId, spanId }),
  };
}

function resourceOf(service: string): { attributes: Attribute[] } {
  return { attributes: [attribute('service.name', service)] };
}

function attribute(key: string, stringValue: string): Attribute {
  return { key, value: { stringValue } };
}

/** Epoch ms as nanoseconds: a 64-bit number is text in OTLP's JSON. */
function nanos(ms: number): string {
  return String(BigInt(Math.round(ms * 1000)) * 1000n);
}
