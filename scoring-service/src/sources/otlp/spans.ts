import type { Span, SpanKind } from '@lapwing/engine/traces';
import { peerOf } from '../traces/peer.ts';
import { attributesOf, serviceOf } from './attributes.ts';
import type { OtlpSpan, TracesRequest } from './schemas.ts';

const KINDS: readonly SpanKind[] = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const STATUS_ERROR = 2;
const NANOS_A_MS = 1e6;
/** Clocks of programs and of this machine differ a little; by more than this, a time is a mistake. */
const FUTURE_TOLERANCE_MS = 60_000;
const TRACE_ID = /^(?!0+$)[0-9a-f]{32}$/;
const SPAN_ID = /^(?!0+$)[0-9a-f]{16}$/;

/** What of a request is not taken, and why: the sender need not send it again. */
export interface Refused {
  count: number;
  /** Why the first of them was. */
  reason: string;
}

/** The spans of a request. Those without an id, without an end, from the future or before `oldest` (epoch ms) are refused. */
export function spansOf(
  request: TracesRequest,
  { now, oldest }: { now: number; oldest: number },
): { spans: Span[]; refused: Refused } {
  const refused: Refused = { count: 0, reason: '' };
  const spans: Span[] = [];
  for (const { resource, scopeSpans } of request.resourceSpans) {
    const service = serviceOf(attributesOf(resource.attributes));
    for (const one of scopeSpans.flatMap((scope) => scope.spans)) {
      const span = spanOf(one, service);
      const fault = faultOf(span, now, oldest);
      if (fault === undefined) spans.push(span);
      else if (refused.count++ === 0) refused.reason = fault;
    }
  }
  return { spans, refused };
}

function spanOf(span: OtlpSpan, service: string): Span {
  const start = span.startTimeUnixNano / NANOS_A_MS;
  const end = span.endTimeUnixNano / NANOS_A_MS;
  const attributes = attributesOf(span.attributes);
  const parentId = span.parentSpanId.toLowerCase();
  return {
    traceId: span.traceId.toLowerCase(),
    spanId: span.spanId.toLowerCase(),
    parentId: SPAN_ID.test(parentId) ? parentId : undefined,
    service,
    operation: span.name,
    kind: KINDS[span.kind] ?? 'unspecified',
    start,
    durationMs: Math.max(0, end - start),
    error: span.status?.code === STATUS_ERROR,
    peer: peerOf((key) => attributes.get(key)),
    links: span.links.map(({ traceId, spanId }) => ({
      traceId: traceId.toLowerCase(),
      spanId: spanId.toLowerCase(),
    })),
  };
}

function faultOf(span: Span, now: number, oldest: number): string | undefined {
  if (!TRACE_ID.test(span.traceId)) return `a trace id is no 32 hexadecimal digits: "${span.traceId}"`;
  if (!SPAN_ID.test(span.spanId)) return `a span id is no 16 hexadecimal digits: "${span.spanId}"`;
  const end = span.start + span.durationMs;
  if (!(span.start > 0)) return `span ${span.spanId} has no start`;
  if (end > now + FUTURE_TOLERANCE_MS) {
    return `span ${span.spanId} ends ${Math.round((end - now) / 1000)} s in the future: check the sender's clock`;
  }
  if (end < oldest) {
    return `span ${span.spanId} ended ${Math.round((now - end) / 1000)} s ago, longer than calls are kept here`;
  }
  return undefined;
}
