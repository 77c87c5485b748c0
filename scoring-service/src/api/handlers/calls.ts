import { pageOf, type CallEdge, type TraceExample } from '@lapwing/contract';
import type { StoredEdge, StoredExample } from '../../stores/trace-store.ts';
import type { ApiDeps } from '../deps.ts';
import type { Handlers } from '../handler.ts';
import { rangeOf } from '../time-range.ts';

/** A way that was not gone for a week is likely gone for good. */
const SEEN_WITHIN_MS = 7 * 86_400_000;
const EXAMPLES_RANGE_MS = 3_600_000;
const DEFAULT_EXAMPLES = 10;

export function callHandlers({ traces, now }: ApiDeps): Pick<Handlers, 'getCallGraph' | 'listTraceExamples'> {
  return {
    getCallGraph: ({ query: { source, service, seen_since } }) => {
      const seenSince = seen_since ?? now() - SEEN_WITHIN_MS;
      const edges = traces
        .edges({ source, seenSince })
        .filter(({ caller, callee }) => service === undefined || service === caller || service === callee);
      const services = new Set(edges.flatMap(({ caller, callee }) => [caller, callee]));
      return { services: [...services].sort(), calls: edges.map(edgeOf) };
    },
    listTraceExamples: ({ query }) => {
      const { service, operation, caller, source, errors } = query;
      const range = rangeOf(query, now(), EXAMPLES_RANGE_MS);
      const { limit } = pageOf({ limit: query.limit ?? DEFAULT_EXAMPLES });
      const items = traces
        .examples({ service, operation, caller, source, errorsOnly: errors ?? false, range, limit })
        .map(exampleOf);
      return { items, total: items.length };
    },
  };
}

function edgeOf(edge: StoredEdge): CallEdge {
  const { source, caller, callee, calls, errors, p50, p95, firstSeen, lastSeen } = edge;
  return {
    ...{ source, caller, callee, calls, errors, p50_ms: orNull(p50), p95_ms: orNull(p95) },
    ...{ first_seen: new Date(firstSeen).toISOString(), last_seen: new Date(lastSeen).toISOString() },
  };
}

function exampleOf({ traceId, spanId, source, group, time, durationMs, error }: StoredExample): TraceExample {
  return {
    ...{ trace_id: traceId, span_id: spanId, source },
    service: group.by === 'edge' ? group.callee : group.service,
    operation: group.by === 'operation' ? group.operation : null,
    caller: group.by === 'edge' ? group.caller : null,
    ...{ time: new Date(time).toISOString(), duration_ms: durationMs, error },
  };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
