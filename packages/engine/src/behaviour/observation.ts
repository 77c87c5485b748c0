import { codeLocation } from '../suspects/code-location.ts';
import type { EventMood } from '../suspects/event-evidence.ts';
import type { EvidenceKind } from '../suspects/evidence.ts';
import type { LogEvent } from '../suspects/log-evidence.ts';
import { spanKey, spanTree, type SpanEvent, type TreeSpan } from '../suspects/span-tree.ts';

/** By name alone: what a context is must not hang on which other spans came in the same interval. */
function contextOf({ service, operation }: TreeSpan): string {
  return `${service}\n${operation}`;
}

/** Something that happens in instances of an operation: a message, a call, an error of its own. */
export interface EventKind {
  key: string;
  context: string;
  /** The service that it tells of. */
  service: string;
  kind: EvidenceKind;
  noun: 'message' | 'call' | 'error';
  signal: string;
  mood: EventMood;
}

/** In how many instances of its context an event came in one interval. */
export interface EventCount {
  event: EventKind;
  instances: number;
  example: string;
}

/** A place where time is spent: in a service's own work, or on the way from a caller to a service. */
interface PlaceKind {
  key: string;
  service: string;
  what: 'own time' | 'time on the way';
  signal: string;
  /** Who calls it, when it is a way. */
  caller?: string;
}

/** Times that were spent in one place in one interval, ms, and the whole requests that they were part of. */
export interface PlaceTimes {
  place: PlaceKind;
  times: number[];
  /** Sum of the durations of these requests, ms. */
  requestsMs: number;
  /** Trace of the longest one. */
  example: string;
  longest: number;
}

/** What one interval's instances held. */
export interface Observation {
  /** Services of which a line came. What a silent one did not say, nobody knows: its lines may be on their way. */
  heard: Set<string>;
  /** Instances of each context. */
  contexts: Map<string, number>;
  events: Map<string, EventCount>;
  places: Map<string, PlaceTimes>;
}

/** Moments from `fromMs` up to, but not including, `toMs`. */
export interface Interval {
  fromMs: number;
  toMs: number;
  /**
   * Since when spans and lines have come without a pause: what began before is not whole. -Infinity when that is longer ago than
   * an instance lasts.
   */
  heardSinceMs: number;
}

/** Operations that are called because something went wrong, by the words that frameworks name them with. */
const TROUBLE = /error|exception|fallback|fail|retry/i;
/** Words of a message that tell its statement; what follows is data, which templates may split by. */
const BEGINNING_WORDS = 6;
const QUOTE = 160;
/** Places in the code that say like things in one instance: more are one more. */
const PLACES_MOST = 3;

/**
 * What happened in the instances of one interval: the spans that ended in it, with the lines that were written in them and the
 * calls that they made. `spans` and `lines` reach back as far as an instance lasts. A line whose span has not come an interval
 * later is counted by its trace: an instance is then what a service says in one trace.
 */
export function observe(
  spans: readonly SpanEvent[],
  lines: readonly LogEvent[],
  { fromMs, toMs, heardSinceMs }: Interval,
): Observation {
  const seen: Observation = { heard: new Set(), contexts: new Map(), events: new Map(), places: new Map() };
  const tree = spanTree(spans, { atMs: fromMs, untilMs: Infinity }).spans;
  const ended = (span: TreeSpan): boolean => {
    const end = span.timeMs + span.durationMs;
    return end >= fromMs && end < toMs && span.timeMs >= heardSinceMs;
  };
  for (const span of tree.values()) {
    if (!ended(span)) continue;
    const context = contextOf(span);
    seen.contexts.set(context, (seen.contexts.get(context) ?? 0) + 1);
    noteCalls(seen, span, context);
    noteTimes(seen, span);
  }
  const before = { fromMs: Math.max(heardSinceMs, 2 * fromMs - toMs), toMs: fromMs };
  noteLines(seen, tree, lines, ended, before);
  return seen;
}

function noteCalls(seen: Observation, span: TreeSpan, context: string): void {
  const { service, operation, children, traceId } = span;
  const example = `trace ${traceId}`;
  if (span.ownError) {
    const like = { service, kind: 'trace', noun: 'error', signal: `${operation} fails` } as const;
    note(seen, { ...like, key: `${context}\nerror`, context, mood: 'trouble' }, example);
  }
  const told = new Set<string>();
  const [first] = children;
  // All that it holds is the one call of another service: a client.
  const client = children.length === 1 && first.service !== service;
  for (const child of children) {
    const called = child.service === service ? child.operation : `${child.service} ${child.operation}`;
    if (told.has(called)) continue;
    told.add(called);
    const mood = TROUBLE.test(child.operation) ? 'trouble' : 'ordinary';
    const of = client ? child.service : service;
    const like = { service: of, kind: 'trace', noun: 'call', signal: `${operation} → ${called}` } as const;
    note(seen, { ...like, key: `${context}\n${called}`, context, mood }, example);
  }
}

function noteTimes(seen: Observation, span: TreeSpan): void {
  const { service, operation, parent, children, ownMs } = span;
  const client = children.length === 1 && children[0].service !== service;
  if (!client) add(seen, { service, what: 'own time', signal: operation }, ownMs, span);
  if (parent && parent.service !== service && parent.children.length === 1) {
    const signal = `${parent.service} → ${service}`;
    const way = Math.max(0, parent.durationMs - span.durationMs);
    add(seen, { service, what: 'time on the way', signal, caller: parent.service }, way, span);
  }
}

function add(seen: Observation, like: Omit<PlaceKind, 'key'>, ms: number, span: TreeSpan): void {
  const key = `${like.service}\n${like.what}\n${like.signal}`;
  let found = seen.places.get(key);
  if (!found) {
    found = { place: { ...like, key }, times: [], requestsMs: 0, example: '', longest: -1 };
    seen.places.set(key, found);
  }
  found.times.push(ms);
  found.requestsMs += Math.max(span.rootMs, ms);
  if (ms > found.longest) [found.longest, found.example] = [ms, `trace ${span.traceId}`];
}

function noteLines(
  seen: Observation,
  tree: ReadonlyMap<string, TreeSpan>,
  lines: readonly LogEvent[],
  ended: (span: TreeSpan) => boolean,
  before: { fromMs: number; toMs: number },
): void {
  const bySpanId = new Map([...tree.values()].map((span) => [span.spanId, span]));
  const told = new Set<string>();
  const openings = new Map<string, string>();
  for (const line of lines) {
    if (line.timeMs >= before.toMs) seen.heard.add(line.service);
    const { traceId, spanId, service, template } = line;
    const span = traceId === '' ? bySpanId.get(spanId) : tree.get(spanKey(traceId, spanId));
    if (span && span.service === service) {
      if (ended(span)) say(seen, line, contextOf(span), spanKey(span.traceId, span.spanId), told);
      continue;
    }
    const id = spanId || traceId;
    if (id === '' || line.timeMs < before.fromMs || line.timeMs >= before.toMs) continue;
    const instance = `${service}\n${id}`;
    let context = openings.get(instance);
    if (context === undefined) {
      context = `${service}\nopens with\n${beginning(template)}`;
      openings.set(instance, context);
      seen.contexts.set(context, (seen.contexts.get(context) ?? 0) + 1);
    }
    say(seen, line, context, instance, told);
  }
}

function say(
  seen: Observation,
  { service, template, mood, message }: LogEvent,
  context: string,
  instance: string,
  told: Set<string>,
): void {
  for (const signal of new Set([
    template,
    beginning(template),
    ...repeated(told, instance, template, message),
  ])) {
    const key = `${context}\n${signal}\n${mood}`;
    const once = `${instance}\n${key}`;
    if (told.has(once)) continue;
    told.add(once);
    note(
      seen,
      { key, context, service, kind: 'log', noun: 'message', signal, mood },
      message.slice(0, QUOTE),
    );
  }
}

/**
 * One statement like another, further on in the code, has the same template where numbers are masked: that a second and a third
 * place say it is an event of its own. By their number, not by their lines, which move with every deployment.
 */
function repeated(told: Set<string>, instance: string, template: string, message: string): string[] {
  const location = codeLocation(message);
  if (location === '') return [];
  const place = (nth: number | string): string => `${instance}\n${template}\nplace ${nth}`;
  if (told.has(place(location))) return [];
  told.add(place(location));
  let nth = 1;
  while (nth < PLACES_MOST && told.has(place(nth))) nth++;
  told.add(place(nth));
  return nth === 1 ? [] : [`${template} (from ${nth} places in the code)`];
}

/** What a message begins with tells the statement that wrote it. */
function beginning(template: string): string {
  const words = template.split(' ').filter((word) => !word.includes('<*>'));
  return words.length > BEGINNING_WORDS ? `${words.slice(0, BEGINNING_WORDS).join(' ')} …` : template;
}

function note(seen: Observation, event: EventKind, example: string): void {
  const found = seen.events.get(event.key);
  if (found) found.instances++;
  else seen.events.set(event.key, { event, instances: 1, example });
}
