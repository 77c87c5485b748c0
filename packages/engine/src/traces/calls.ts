import { endOf, type Span, type SpanKind, type SpanRef } from './span.ts';

/** What calls are counted by: a service's entries, one of its operations, or the way from a caller to a callee. */
export type CallGroup =
  | { by: 'service'; service: string }
  | { by: 'operation'; service: string; operation: string }
  | { by: 'edge'; caller: string; callee: string };

/** One call to count, as the span that tells of it measured it. */
export interface Call extends SpanRef {
  group: CallGroup;
  /** When it ended, epoch ms. */
  at: number;
  durationMs: number;
  error: boolean;
}

/** As much of a span as its parent, its children and what links to it need. */
export interface KnownSpan extends SpanRef {
  parentId: string | undefined;
  service: string;
  kind: SpanKind;
  start: number;
  durationMs: number;
  error: boolean;
  peer: string | undefined;
  /** Its edge was counted already, from its own measure. */
  counted: boolean;
}

/** The spans of a while, by which those that belong together find each other whatever order they come in. */
export interface SpanWindow {
  /** Takes a span in; false when it is there already. */
  add(span: KnownSpan): boolean;
  find(ref: SpanRef): KnownSpan | undefined;
  markCounted(span: KnownSpan): void;
  /** Remembers that `child` looks for `ref`, which has not come. */
  wait(ref: SpanRef, child: KnownSpan): void;
  /** Those that looked for `ref`; they wait no longer. */
  takeWaiting(ref: SpanRef): KnownSpan[];
}

/** Whom an address belongs to, learnt from calls of which both sides sent a span. */
export interface PeerNames {
  /** The service; null for an address that several answer at (a gateway); undefined when nothing is known. */
  serviceAt(address: string): string | null | undefined;
  learn(address: string, service: string): void;
}

/** Messages of one batch: the links that are followed. */
const MOST_LINKS = 64;

/**
 * What is to be counted because `span` came: its own calls, and those between services that it completes. Undefined
 * for a span that came before. In which order spans come makes no difference to what is counted in all, save for the
 * first calls to an address whose service is not known yet, which count as calls to the address.
 */
export function callsOf(span: Span, window: SpanWindow, peers: PeerNames): Call[] | undefined {
  const known: KnownSpan = {
    ...{ traceId: span.traceId, spanId: span.spanId, parentId: span.parentId, service: span.service },
    ...{ kind: span.kind, start: span.start, durationMs: span.durationMs, error: span.error },
    ...{ peer: span.peer, counted: false },
  };
  const callee = namedCallee(span, peers);
  known.counted = callee !== undefined;
  if (!window.add(known)) return undefined;
  const { service } = span;
  const calls: Call[] = [];
  if (isEntry(span)) calls.push(call({ by: 'service', service }, known));
  if (span.kind !== 'client' && span.kind !== 'producer') {
    calls.push(call({ by: 'operation', service, operation: span.operation }, known));
  }
  if (callee !== undefined) calls.push(call({ by: 'edge', caller: service, callee }, known));
  for (const ref of origins(span)) {
    const origin = window.find(ref);
    if (origin === undefined) window.wait(ref, known);
    else calls.push(...between(origin, known, window, peers));
  }
  for (const child of window.takeWaiting(span)) calls.push(...between(known, child, window, peers));
  return calls;
}

/** Work that came in from outside the service, as far as the span alone tells. */
function isEntry({ kind, parentId }: Span): boolean {
  if (kind === 'server' || kind === 'consumer') return true;
  // A job that nobody asked for. Where kinds are not told, spans below others are judged by their parent's service.
  return parentId === undefined && (kind === 'internal' || kind === 'unspecified');
}

/** Whom a client span calls, by the name it gives; undefined when only the callee's own span can tell. */
function namedCallee({ kind, peer, service }: Span, peers: PeerNames): string | undefined {
  if (kind !== 'client' || peer === undefined) return undefined;
  const callee = peers.serviceAt(peer);
  if (callee === null) return undefined;
  const name = callee ?? peer;
  return name === service ? undefined : name;
}

/** Parent and linked spans. */
function origins(span: Span): SpanRef[] {
  const linked = span.kind === 'consumer' ? span.links.slice(0, MOST_LINKS) : [];
  return span.parentId === undefined ? linked : [{ traceId: span.traceId, spanId: span.parentId }, ...linked];
}

/** A pair of spans of which one caused the other; between two services it is a call. */
function between(origin: KnownSpan, child: KnownSpan, window: SpanWindow, peers: PeerNames): Call[] {
  if (origin.service === child.service) return [];
  const group: CallGroup = { by: 'edge', caller: origin.service, callee: child.service };
  const entry =
    child.kind === 'unspecified' && child.parentId === origin.spanId
      ? [call({ by: 'service', service: child.service }, child)]
      : [];
  if (origin.kind !== 'client') return [...entry, call(group, child)];
  if (origin.peer !== undefined) peers.learn(origin.peer, child.service);
  if (origin.counted) return entry;
  origin.counted = true;
  window.markCounted(origin);
  // The caller's measure: it holds the way there and back, and is there when the callee is not.
  return [...entry, call(group, origin)];
}

function call(group: CallGroup, span: KnownSpan): Call {
  const { traceId, spanId, durationMs, error } = span;
  return { group, at: endOf(span), durationMs, error, traceId, spanId };
}
