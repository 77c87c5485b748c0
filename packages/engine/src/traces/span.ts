/** What a span is to its service, as OpenTelemetry names it. */
export type SpanKind = 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/** Names one span of one trace: lower-case hexadecimal, 32 and 16 digits (shorter where the sender has shorter ids). */
export interface SpanRef {
  traceId: string;
  spanId: string;
}

/** One piece of work of one service, whatever it came from. */
export interface Span extends SpanRef {
  /** Span id of the parent in the same trace. */
  parentId: string | undefined;
  service: string;
  /** As the sender named it. */
  operation: string;
  kind: SpanKind;
  /** Epoch ms, with fractions, by the clock of its own service. */
  start: number;
  /** Never below zero, whatever the clocks said. */
  durationMs: number;
  error: boolean;
  /** Whom a client calls, as it names it: `peer.service`, or address and port. */
  peer: string | undefined;
  /** Spans of the messages that a consumer took, in this trace or others. */
  links: readonly SpanRef[];
}

/** When a span ended, epoch ms: the interval that it counts in, for a long span is told of only then. */
export function endOf({ start, durationMs }: { start: number; durationMs: number }): number {
  return start + durationMs;
}
