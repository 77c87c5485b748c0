import type { Span, SpanKind, SpanRef } from '@lapwing/engine/traces';
import { peerOf } from '../traces/peer.ts';

/**
 * Span documents as they are written to OpenSearch: by Data Prepper (`otel-v1-apm-span-*`: `serviceName`,
 * `span.attributes.*` with `@` for each dot, `status.code` 0 to 2) and by the collector's exporter and others in the Simple
 * Schema (`ss4o_traces-*`: `attributes`, `resource`, `status.code` as text).
 */
export type Document = Readonly<Record<string, unknown>>;

/** As much of a document as is asked for. */
export const SPAN_FIELDS = [
  ...['traceId', 'spanId', 'parentSpanId', 'name', 'kind', 'startTime', 'endTime', 'durationInNanos'],
  ...[
    'serviceName',
    'status',
    'status.code',
    'links',
    'resource.service.name',
    'resource.attributes.service@name',
  ],
  ...['resource.attributes.service.name', 'attributes.serviceName'],
  ...['peer', 'server', 'net'].flatMap((root) => [`*attributes.${root}*`]),
];

/** The span, or undefined when the document lacks what a span has. */
export function spanOf(document: Document): Span | undefined {
  const [traceId, spanId] = [text(document, 'traceId'), text(document, 'spanId')];
  const start = timeOf(document, 'startTime');
  const service = firstText(document, SERVICE_PATHS);
  if (traceId === undefined || spanId === undefined || start === undefined || service === undefined)
    return undefined;
  const parentId = text(document, 'parentSpanId');
  return {
    ...{ traceId, spanId, parentId, service },
    operation: text(document, 'name') ?? '',
    kind: kindOf(text(document, 'kind')),
    start,
    durationMs: durationOf(document, start),
    error: isError(valueAt(document, 'status.code')),
    peer: peerOf((key) => firstText(document, attributePaths(key))),
    links: linksOf(valueAt(document, 'links')),
  };
}

const SERVICE_PATHS = [
  ...['serviceName', 'resource.attributes.service@name', 'resource.attributes.service.name'],
  ...['resource.service.name', 'attributes.serviceName'],
];

function attributePaths(key: string): string[] {
  const at = key.replaceAll('.', '@');
  return [`span.attributes.${at}`, `attributes.${key}`, `attributes.${at}`];
}

/** What stands at a path, whether the document nests it or has dots in its keys. */
export function valueAt(document: Document, path: string): unknown {
  if (path in document) return document[path];
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const below = document[path.slice(0, dot)];
    if (typeof below !== 'object' || below === null) continue;
    const found = valueAt(below as Document, path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function text(document: Document, path: string): string | undefined {
  const value = valueAt(document, path);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function firstText(document: Document, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const found = text(document, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

const WITH_FRACTION = /^(.*T\d\d:\d\d:\d\d)\.(\d+)(.*)$/;

/** Epoch ms with fractions: dates of nanoseconds tell more than a Date holds. */
function timeOf(document: Document, path: string): number | undefined {
  const value = valueAt(document, path);
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const [, whole, fraction, zone] = WITH_FRACTION.exec(value) ?? [];
  const ms =
    whole === undefined ? Date.parse(value) : Date.parse(whole + zone) + Number(`0.${fraction}`) * 1000;
  return Number.isNaN(ms) ? undefined : ms;
}

function durationOf(document: Document, start: number): number {
  const nanos = valueAt(document, 'durationInNanos');
  if (typeof nanos === 'number') return Math.max(0, nanos / 1e6);
  return Math.max(0, (timeOf(document, 'endTime') ?? start) - start);
}

const KINDS: readonly SpanKind[] = ['internal', 'server', 'client', 'producer', 'consumer'];
/** `SPAN_KIND_SERVER`, `Server` or `SERVER`. */
function kindOf(value: string | undefined): SpanKind {
  const name = value?.toLowerCase().replace('span_kind_', '');
  return KINDS.find((kind) => kind === name) ?? 'unspecified';
}

function isError(code: unknown): boolean {
  return code === 2 || (typeof code === 'string' && /^(2|error|status_code_error)$/i.test(code));
}

function linksOf(value: unknown): SpanRef[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((link: unknown) => {
    if (typeof link !== 'object' || link === null) return [];
    const [traceId, spanId] = [text(link as Document, 'traceId'), text(link as Document, 'spanId')];
    return traceId === undefined || spanId === undefined ? [] : [{ traceId, spanId }];
  });
}
