import type { SpanEvent } from '@lapwing/engine';
import { z } from 'zod';
import { Service, Text, Time } from './fields.ts';
import { jsonLines } from './json-lines.ts';
import { Thinning } from './thinning.ts';

const SpanLine = z.object({
  trace_id: Text,
  span_id: Text,
  parent_span_id: Text,
  service: Service,
  operation: Text,
  timestamp: Time,
  // A clock that was set back while it ran.
  duration_ms: z.coerce.number().transform((ms) => Math.max(0, ms)),
  status: z.unknown().optional(),
});

/** Statuses that say a span failed: OpenTelemetry's names and codes, HTTP's 5xx, gRPC's that are the server's. */
const FAILED =
  /^(?:status_code_)?(?:error|err|fail(?:ed|ure)?|internal|unknown|unavailable|deadline_exceeded|aborted|data_loss|resource_exhausted|true|(?:http\s*)?5\d\d(?:\s.*)?)$/i;
/** Numbers that say so: OpenTelemetry's for an error, gRPC's that are the server's. */
const FAILED_CODES: ReadonlySet<number> = new Set([2, 4, 8, 10, 13, 14, 15]);

/** `spans.ndjson`. Throws LapwingError BAD_REQUEST with file and line. */
export async function readSpans(file: string): Promise<Thinning<SpanEvent>> {
  const spans = new Thinning<SpanEvent>(({ traceId }) => traceId);
  for await (const line of jsonLines(file, SpanLine)) {
    spans.add({
      traceId: line.trace_id,
      spanId: line.span_id,
      parentId: line.parent_span_id,
      service: line.service,
      operation: line.operation,
      timeMs: line.timestamp,
      durationMs: line.duration_ms,
      error: failed(line.status),
    });
  }
  return spans;
}

function failed(status: unknown): boolean {
  if (typeof status === 'string') {
    const text = status.trim();
    return /^\d+$/.test(text) ? failed(Number(text)) : FAILED.test(text);
  }
  if (typeof status === 'number') return FAILED_CODES.has(status) || (status >= 500 && status < 600);
  if (typeof status === 'boolean') return status;
  if (typeof status !== 'object' || status === null) return false;
  return 'code' in status && failed(status.code);
}
