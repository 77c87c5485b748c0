import type { Span, SpanKind, SpanRef } from '@lapwing/engine/traces';
import { z } from 'zod';
import { ServerFault } from '../shared/server-fault.ts';
import { peerOf } from '../traces/peer.ts';

/** Answers of `/api/services` and `/api/traces` (jaeger model/json), as far as they are read. */

const Tag = z.object({ key: z.string(), value: z.unknown() });
const Reference = z.object({ refType: z.string(), traceID: z.string(), spanID: z.string() });
const JaegerSpan = z.object({
  traceID: z.string(),
  spanID: z.string(),
  parentSpanID: z.string().optional(),
  operationName: z.string().default(''),
  references: z.array(Reference).nullish(),
  /** Microseconds. */
  startTime: z.number(),
  duration: z.number().default(0),
  tags: z.array(Tag).nullish(),
  processID: z.string().optional(),
  process: z.object({ serviceName: z.string() }).nullish(),
});
const Trace = z.object({
  traceID: z.string(),
  spans: z.array(JaegerSpan).default([]),
  processes: z.record(z.string(), z.object({ serviceName: z.string() })).nullish(),
});
const Services = z.object({ data: z.array(z.string()).nullish() });
const Traces = z.object({ data: z.array(Trace).nullish() });
type Trace = z.infer<typeof Trace>;

export function readServices(body: unknown): string[] {
  return read(Services, body).data ?? [];
}

/** The spans of each trace. */
export function readTraces(body: unknown): Span[][] {
  return (read(Traces, body).data ?? []).map(spansOf);
}

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ServerFault(
    { kind: 'unreadable', message: z.prettifyError(parsed.error).slice(0, 200) },
    'Jaeger: unreadable answer',
  );
}

function spansOf({ spans, processes }: Trace): Span[] {
  return spans.map((span) => {
    const tags = new Map((span.tags ?? []).map(({ key, value }) => [key, value]));
    const references = span.references ?? [];
    const parent = parentOf(span.traceID, references) ?? span.parentSpanID;
    const service = span.process?.serviceName ?? processes?.[span.processID ?? '']?.serviceName;
    return {
      traceId: span.traceID,
      spanId: span.spanID,
      parentId: parent === '' || parent === '0' ? undefined : parent,
      service: service ?? 'unknown_service',
      operation: span.operationName,
      kind: kindOf(tags.get('span.kind')),
      start: span.startTime / 1000,
      durationMs: Math.max(0, span.duration / 1000),
      error: String(tags.get('error')) === 'true' || tags.get('otel.status_code') === 'ERROR',
      peer: peerOf((key) => text(tags.get(key))),
      links: references.filter(({ spanID }) => spanID !== parent).map(refOf),
    };
  });
}

/** The span that this one is a child of, or else follows from, in the same trace. */
function parentOf(traceId: string, references: z.infer<typeof Reference>[]): string | undefined {
  const own = references.filter(({ traceID }) => traceID === traceId);
  return (own.find(({ refType }) => refType === 'CHILD_OF') ?? own[0])?.spanID;
}

function refOf({ traceID, spanID }: z.infer<typeof Reference>): SpanRef {
  return { traceId: traceID, spanId: spanID };
}

const KINDS: ReadonlySet<string> = new Set(['internal', 'server', 'client', 'producer', 'consumer']);
function kindOf(tag: unknown): SpanKind {
  return typeof tag === 'string' && KINDS.has(tag) ? (tag as SpanKind) : 'unspecified';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
