import { operationTemplate } from '../traces/operation-template.ts';
import { clockSkew } from './clock-skew.ts';
import type { Window } from './evidence.ts';
import { namePeers } from './peer.ts';
import { nameContexts } from './span-context.ts';

/** A span as sources tell it. Ids are opaque; an empty `parentId` is a root. */
export interface SpanEvent {
  traceId: string;
  spanId: string;
  parentId: string;
  service: string;
  operation: string;
  timeMs: number;
  durationMs: number;
  error: boolean;
}

/** A span with its place in its trace. */
export interface TreeSpan extends SpanEvent {
  parent: TreeSpan | undefined;
  children: TreeSpan[];
  /** Before the trouble, or in it. */
  now: boolean;
  /** When it counts as begun, epoch ms. */
  sideMs: number;
  /** Duration without the time that children cover, ms. */
  ownMs: number;
  /** It failed, and none of its children did. */
  ownError: boolean;
  /** Duration of the trace's outermost span that is here. */
  rootMs: number;
  /** Of a call that no span answers: whom it calls, where that is known, see `namePeers`. */
  peer: string | undefined;
  /** Spans of one context do the same work: of one service and operation, see `nameContexts`. */
  context: string;
}

/** Spans by key, and what was added to the times of each service because its clock was off. */
export interface SpanTree {
  spans: ReadonlyMap<string, TreeSpan>;
  skew: ReadonlyMap<string, number>;
}

/** Span ids are unique within their trace alone. */
export function spanKey(traceId: string, spanId: string): string {
  return `${traceId}/${spanId}`;
}

/**
 * Spans linked to their parents and told apart into past and now, a trace whole by its outermost span, so that one clock
 * decides. Spans may come in any order; a parent that is not there, a span said twice, or ids that make a ring are
 * ordinary; what begins after the window is left out. `others`: services that are known, and have no spans.
 */
export function spanTree(
  events: readonly SpanEvent[],
  window: Window,
  others: Iterable<string> = [],
): SpanTree {
  const spans = new Map<string, TreeSpan>();
  const operations = new Map<string, string>();
  for (const event of events) {
    let operation = operations.get(event.operation);
    if (operation === undefined) {
      operation = operationTemplate(event.operation);
      operations.set(event.operation, operation);
    }
    spans.set(spanKey(event.traceId, event.spanId), {
      ...event,
      operation,
      parent: undefined,
      children: [],
      now: false,
      sideMs: event.timeMs,
      ownMs: event.durationMs,
      ownError: event.error,
      rootMs: 0,
      peer: undefined,
      context: '',
    });
  }
  for (const span of spans.values()) {
    const parent = spans.get(spanKey(span.traceId, span.parentId));
    if (!parent || parent === span || isAncestor(span, parent)) continue;
    span.parent = parent;
    parent.children.push(span);
  }
  nameContexts(spans.values());
  namePeers([...spans.values()], new Set([...events.map(({ service }) => service), ...others]));
  const skew = clockSkew(spans.values());
  for (const span of spans.values()) span.timeMs += skew.get(span.service) ?? 0;
  for (const [key, span] of spans) {
    const root = rootOf(span);
    if (root.timeMs >= window.untilMs) {
      spans.delete(key);
      continue;
    }
    span.sideMs = root.timeMs;
    span.now = root.timeMs >= window.atMs;
    span.rootMs = root.durationMs;
    span.ownMs = ownTime(span);
    span.ownError = span.error && !span.children.some((child) => child.error);
  }
  return { spans, skew };
}

/** Times are read to about this, ms. */
export const CLOCK_MS = 1;

/** More steps than any real trace is deep: ids that make a ring must not hold us. */
const DEEPEST = 200;

function rootOf(span: TreeSpan): TreeSpan {
  let at = span;
  for (let step = 0; at.parent && step < DEEPEST; step++) at = at.parent;
  return at;
}

function isAncestor(span: TreeSpan, of: TreeSpan): boolean {
  let at: TreeSpan | undefined = of;
  for (let step = 0; at && step < DEEPEST; step++) {
    if (at === span) return true;
    at = at.parent;
  }
  return at !== undefined;
}

/** Among more siblings than this nobody looks for spans inside each other: it takes their square. */
const MOST_SIBLINGS = 64;

/**
 * Duration less what children cover. Children that overlap are counted once, and each is moved into its parent's time
 * first: clocks of two machines differ, durations do not. Frameworks that do not block hang spans beside each other that
 * lie inside each other in time: such a sibling is a child here.
 */
function ownTime(span: TreeSpan): number {
  const { durationMs, timeMs } = span;
  const inside = [...span.children, ...siblingsInside(span)];
  if (inside.length === 0) return durationMs;
  if (inside.length === 1) return Math.max(0, durationMs - inside[0].durationMs);
  const pieces = inside.map((child) => {
    const length = Math.min(child.durationMs, durationMs);
    const from = Math.min(Math.max(child.timeMs - timeMs, 0), durationMs - length);
    return [from, from + length] as const;
  });
  pieces.sort((a, b) => a[0] - b[0]);
  let covered = 0;
  let end = 0;
  for (const [from, to] of pieces) {
    if (to > end) covered += to - Math.max(from, end);
    end = Math.max(end, to);
  }
  return Math.max(0, durationMs - covered);
}

function siblingsInside(span: TreeSpan): TreeSpan[] {
  const siblings = span.parent?.children;
  if (!siblings || siblings.length < 2 || siblings.length > MOST_SIBLINGS) return [];
  const end = span.timeMs + span.durationMs;
  return siblings.filter(
    (other) =>
      other !== span &&
      other.service === span.service &&
      other.durationMs < span.durationMs &&
      other.timeMs >= span.timeMs - CLOCK_MS &&
      other.timeMs + other.durationMs <= end + CLOCK_MS,
  );
}
