import type { ShopLine } from '../shop/lines.ts';

/** A line as a program logs it, in JSON. `id` tells it from an equal one of the same moment, however often it is sent. */
export function logRecord({ time, service, level, message, traceId, spanId }: ShopLine, id: string): object {
  return {
    ...{ time: new Date(time).toISOString(), level, service, message, event_id: id },
    ...(traceId !== undefined && { trace_id: traceId, span_id: spanId }),
  };
}
