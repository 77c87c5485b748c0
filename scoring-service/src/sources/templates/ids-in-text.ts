/** `TraceID: 4bf9…`, `trace_id=4bf9…`, `"traceId":"4bf9…"`: as loggers write the ids of a context into the text. */
const TRACE = /\btrace[_.-]?id\W{1,4}([0-9a-f]{32}|[0-9a-f]{16})\b/i;
const SPAN = /\bspan[_.-]?id\W{1,4}([0-9a-f]{16})\b/i;
/** Spring's `[checkout,4bf9…,00f0…]`. */
const SPRING = /[[,\s]([0-9a-f]{32}|[0-9a-f]{16})[,-]([0-9a-f]{16})[\],]/;
/** Ids stand at the beginning of a line; further on are payloads. */
const LOOKED_AT = 400;

/** The ids that a message itself tells, for logs whose fields have none. */
export function idsInText(message: string): { traceId?: string; spanId?: string } {
  const text = message.length > LOOKED_AT ? message.slice(0, LOOKED_AT) : message;
  const spring = SPRING.exec(text);
  const traceId = TRACE.exec(text)?.[1] ?? spring?.[1];
  const spanId = SPAN.exec(text)?.[1] ?? spring?.[2];
  return {
    ...(traceId !== undefined && { traceId: traceId.toLowerCase() }),
    ...(spanId !== undefined && { spanId: spanId.toLowerCase() }),
  };
}
