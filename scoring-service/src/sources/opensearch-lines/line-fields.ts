import type { Detector, TemplatesQuery } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { LogLine } from '../log-lines.ts';
import { valueAt, type Document } from '../opensearch-spans/documents.ts';
import type { IndexLook } from '../opensearch/look.ts';

/** Where the parts of a line stand in a document. */
export interface LineFields {
  time: string;
  message: string;
  service: string | undefined;
  level: string | undefined;
  /** The first that is there. */
  trace: readonly string[];
  span: readonly string[];
}

/** What programs, shippers and OpenTelemetry's exporters call the trace. */
const TRACE_PATHS = [
  ...['traceId', 'trace_id', 'trace.id', 'traceID', 'TraceId', 'attributes.trace_id'],
  ...['log_processed.trace_id', 'log_processed.traceId', 'span_context.trace_id'],
];
/** And the span that a line was written in. */
const SPAN_PATHS = [
  ...['spanId', 'span_id', 'span.id', 'spanID', 'SpanId', 'attributes.span_id'],
  ...['log_processed.span_id', 'log_processed.spanId', 'span_context.span_id'],
];
const SPAN_ID = /^[0-9a-f]{16}$/i;
const TRACE_ID = /^[0-9a-f]{16,32}$/i;
/** As OpenTelemetry calls a service that doesn't tell its name. */
const NO_SERVICE = 'unknown_service';
const LONGEST_SERVICE = 256;

/** The fields that the query names, else those that were detected. Throws LapwingError SOURCE_REFUSED_QUERY. */
export function lineFields({ id }: Detector, query: TemplatesQuery, { detected }: IndexLook): LineFields {
  const must = (part: 'time' | 'message', field: string | undefined): string => {
    if (field !== undefined) return field;
    throw new LapwingError('SOURCE_REFUSED_QUERY', {
      message: `no ${part} field was found in ${query.index ?? ''}`,
      where: `detector ${id}: query.${part}_field`,
      hint: `Name it as query.${part}_field, or set the source's fields.${part}.`,
    });
  };
  const service = query.service_field ?? detected.service;
  const level = query.level_field ?? detected.level;
  return {
    time: must('time', query.time_field ?? detected.time),
    message: inSource(must('message', query.message_field ?? detected.message)),
    service: service === undefined ? undefined : inSource(service),
    level: level === undefined ? undefined : inSource(level),
    trace: query.trace_field === undefined ? TRACE_PATHS : [inSource(query.trace_field)],
    span: SPAN_PATHS,
  };
}

/** Sub-fields for exact values are no part of a document. */
function inSource(field: string): string {
  return field.replace(/\.(keyword|raw|not_analyzed)$/, '');
}

/** As much of a document as is asked for. */
export function sourceFields({ message, service, level, trace, span }: LineFields): string[] {
  return [message, service, level, ...trace, ...span].filter((field) => field !== undefined);
}

/** The line, or undefined for a document without a message. */
export function lineOf(fields: LineFields, timestamp: number, document: Document): LogLine | undefined {
  const message = textAt(document, fields.message);
  if (message === undefined) return undefined;
  const service = fields.service === undefined ? undefined : textAt(document, fields.service);
  const level = fields.level === undefined ? undefined : textAt(document, fields.level);
  const trace = fields.trace.map((path) => valueAt(document, path)).find(isId(TRACE_ID));
  const span = fields.span.map((path) => valueAt(document, path)).find(isId(SPAN_ID));
  return {
    timestamp,
    service: (service ?? NO_SERVICE).slice(0, LONGEST_SERVICE),
    ...(level !== undefined && { level }),
    message,
    ...(trace !== undefined && { traceId: trace.toLowerCase() }),
    ...(span !== undefined && { spanId: span.toLowerCase() }),
  };
}

function isId(shape: RegExp): (value: unknown) => value is string {
  return (value): value is string => typeof value === 'string' && shape.test(value);
}

function textAt(document: Document, path: string): string | undefined {
  const found = valueAt(document, path);
  const value: unknown = Array.isArray(found) ? found[0] : found;
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined;
}
