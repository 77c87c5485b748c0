import { z } from 'zod';
import path from 'node:path';
import { csvFiles, csvRows } from './csv-file.ts';
import { serviceOf } from './pods.ts';

const Row = z.object({
  TraceID: z.string().regex(/^[0-9a-f]{32}$/),
  SpanID: z.string().regex(/^[0-9a-f]{16}$/),
  ParentID: z.string(),
  PodName: z.string(),
  OperationName: z.string(),
  StartTimeUnixNano: z.string().regex(/^\d+$/),
  EndTimeUnixNano: z.string().regex(/^\d+$/),
});
/** What stands for the parent of a span that has none. */
const NO_PARENT = 'root';

/** A recorded span. Times in nanoseconds, for the recording has them. */
export interface RecordedSpan {
  traceId: string;
  spanId: string;
  /** Empty where there is none. */
  parentId: string;
  service: string;
  name: string;
  kind: 'server' | 'client' | 'internal';
  start: bigint;
  end: bigint;
}

/**
 * The day's spans, each once. The recording does not tell their kinds: one whose parent ran in another service, or that has none, is a
 * server's; one with a child in another service is a client's.
 */
export async function readSpans(day: string): Promise<RecordedSpan[]> {
  const spans = new Map<string, RecordedSpan>();
  for (const file of csvFiles(path.join(day, 'trace'))) {
    for await (const cells of csvRows(file)) {
      const row = Row.parse(cells);
      spans.set(`${row.TraceID} ${row.SpanID}`, {
        ...{
          traceId: row.TraceID,
          spanId: row.SpanID,
          parentId: row.ParentID === NO_PARENT ? '' : row.ParentID,
        },
        ...{ service: serviceOf(row.PodName), name: row.OperationName, kind: 'internal' },
        ...{ start: BigInt(row.StartTimeUnixNano), end: BigInt(row.EndTimeUnixNano) },
      });
    }
  }
  for (const span of spans.values()) {
    const parent = spans.get(`${span.traceId} ${span.parentId}`);
    if (parent !== undefined && parent.service === span.service) continue;
    span.kind = 'server';
    if (parent?.kind === 'internal') parent.kind = 'client';
  }
  return [...spans.values()];
}

/** As Data Prepper writes it to `otel-v1-apm-span-*`. */
export function spanDocument(span: RecordedSpan): object {
  return {
    ...{ traceId: span.traceId, spanId: span.spanId, parentSpanId: span.parentId, name: span.name },
    ...{ kind: `SPAN_KIND_${span.kind.toUpperCase()}`, serviceName: span.service },
    ...{ startTime: iso(span.start), endTime: iso(span.end), durationInNanos: Number(span.end - span.start) },
    'status.code': 0,
  };
}

const KIND = { internal: 1, server: 2, client: 3 } as const;

/** A request of OTLP over HTTP in JSON, as each program's exporter sends it. */
export function otlpRequest(spans: readonly RecordedSpan[]): object {
  return {
    resourceSpans: [...Map.groupBy(spans, ({ service }) => service)].map(([service, own]) => ({
      resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
      scopeSpans: [
        {
          spans: own.map(({ traceId, spanId, parentId, name, kind, start, end }) => ({
            ...{ traceId, spanId, parentSpanId: parentId, name, kind: KIND[kind] },
            ...{ startTimeUnixNano: String(start), endTimeUnixNano: String(end) },
          })),
        },
      ],
    })),
  };
}

function iso(nanos: bigint): string {
  const ms = nanos / 1_000_000n;
  const rest = String(nanos % 1_000_000n).padStart(6, '0');
  return new Date(Number(ms)).toISOString().replace('Z', `${rest}Z`);
}
