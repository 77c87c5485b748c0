import { beyondLuck, saturated, type Evidence, type Window } from './evidence.ts';
import { isClient } from './rooms.ts';
import type { TreeSpan } from './span-tree.ts';

/** A service that was heard of less often in the past is not known well enough to be missed. */
const FEWEST_PAST = 5;
/** Fewer calls of it than this that should have come and did not tell nothing. */
const FEWEST_MISSED = 5;
/** What counts when one operation alone called it: that operation may as well have broken before its call. */
const ONE_WITNESS = 0.5;

/** How an operation calls a service. */
interface Habit {
  /** In so many of its past instances. */
  instances: number;
  /** Sum of the times at which it did, ms from its begin. */
  offsetMs: number;
  /** How many of them had a span of the caller's side. */
  clients: number;
}

interface Operation {
  past: number;
  calls: Map<string, Habit>;
  /** Instances by time, oldest first. */
  instances: TreeSpan[];
}

/** A service that is asked and not heard of any more. */
export interface Gone {
  service: string;
  /** When its last request began, epoch ms. */
  lastMs: number;
  /** Calls that should have reached it since, and the operations (contexts) that made them. */
  missed: number;
  askedBy: ReadonlySet<string>;
  /** Services of which any could have fallen silent. */
  known: number;
}

/**
 * Services of which no span comes any more, though operations that used to call them come as before, and fail there, or go
 * on to what they call next. One that nobody asks any more is not among them: it is silent because of another. Of two that
 * an operation calls one after the other the first is missed; the second is not reached.
 */
export function goneServices(spans: ReadonlyMap<string, TreeSpan>, window: Window): Gone[] {
  const last = new Map<string, number>();
  const past = new Map<string, number>();
  for (const { service, sideMs } of spans.values()) {
    last.set(service, Math.max(last.get(service) ?? -Infinity, sideMs));
    if (sideMs < window.atMs) past.set(service, (past.get(service) ?? 0) + 1);
  }
  const known = new Set([...past].filter(([, count]) => count >= FEWEST_PAST).map(([service]) => service));
  const missed = new Map<string, Map<string, number>>();
  for (const [context, operation] of operationsOf(spans, window)) {
    const habits = [...operation.calls]
      .filter(([service]) => known.has(service))
      .map(([service, { instances, offsetMs, clients }]) => ({
        service,
        share: instances / operation.past,
        offsetMs: offsetMs / instances,
        byClient: 2 * clients > instances,
      }))
      .sort((a, b) => a.offsetMs - b.offsetMs);
    for (let i = operation.instances.length - 1; i >= 0; i--) {
      const instance = operation.instances[i];
      const silent = habits.filter(({ service }) => (last.get(service) ?? 0) < instance.sideMs);
      if (silent.length === 0) break;
      for (const { service, share } of askedIn(instance, silent)) {
        let of = missed.get(service);
        if (!of) missed.set(service, (of = new Map<string, number>()));
        of.set(context, (of.get(context) ?? 0) + share);
      }
    }
  }
  return [...missed].flatMap(([service, by]) => {
    const all = [...by.values()].reduce((sum, value) => sum + value, 0);
    if (all < FEWEST_MISSED) return [];
    return [
      {
        service,
        lastMs: last.get(service) ?? 0,
        missed: all,
        askedBy: new Set(by.keys()),
        known: known.size,
      },
    ];
  });
}

export function goneEvidence(gone: readonly Gone[], window: Window): Evidence[] {
  return gone.map(({ service, lastMs, missed, askedBy, known }) => ({
    service,
    kind: 'trace',
    family: 'silence',
    signal: 'silence',
    // That none of so many that were expected came, were it all chance.
    strength: (askedBy.size > 1 ? 1 : ONE_WITNESS) * saturated(beyondLuck(Math.sqrt(2 * missed), known)),
    reach: 'own',
    onsetMs: Math.max(lastMs, window.atMs),
    words: `it answers no more: ${missed.toFixed(0)} calls that ${operations(askedBy.size)} used to make of it are missing`,
  }));
}

function operations(count: number): string {
  return count === 1 ? 'one operation' : `${count} operations`;
}

/** A call that is not answered, as its caller tells it. */
function isUnanswered({ service, children, error, parent }: TreeSpan): boolean {
  return error && children.length === 0 && parent?.service === service;
}

/**
 * Which of the silent ones an instance asked: those that it went beyond, else, if it failed by itself, the first of them. Where calls
 * have spans of their caller's side, one that is not answered must be there: without it the caller broke before its call.
 */
function askedIn<T extends { offsetMs: number; byClient: boolean }>(
  instance: TreeSpan,
  silent: readonly T[],
): readonly T[] {
  let reached = -Infinity;
  let unanswered = false;
  for (const child of instance.children) {
    reached = Math.max(reached, child.timeMs - instance.timeMs);
    unanswered ||= isUnanswered(child);
  }
  const asked = silent.filter(({ byClient }) => unanswered || !byClient);
  const passed = asked.filter(({ offsetMs }) => offsetMs < reached);
  return passed.length === 0 && (unanswered || instance.ownError) ? asked.slice(0, 1) : passed;
}

/** Each operation that calls others, clients' spans taken for the calls that they are. */
function operationsOf(spans: ReadonlyMap<string, TreeSpan>, { atMs }: Window): Map<string, Operation> {
  const operations = new Map<string, Operation>();
  for (const span of spans.values()) {
    if (isClient(span) || span.parent?.service === span.service) continue;
    let operation = operations.get(span.context);
    if (!operation) operations.set(span.context, (operation = { past: 0, calls: new Map(), instances: [] }));
    operation.instances.push(span);
    if (span.sideMs >= atMs) continue;
    operation.past++;
    for (const [service, { offsetMs, client }] of calledIn(span)) {
      const habit = operation.calls.get(service) ?? { instances: 0, offsetMs: 0, clients: 0 };
      operation.calls.set(service, habit);
      habit.instances++;
      habit.offsetMs += offsetMs;
      if (client) habit.clients++;
    }
  }
  for (const { instances } of operations.values()) instances.sort((a, b) => a.sideMs - b.sideMs);
  return operations;
}

/** Other services that an instance calls, each by its first call: its time, ms from the instance's begin. */
function calledIn(span: TreeSpan): Map<string, { offsetMs: number; client: boolean }> {
  const called = new Map<string, { offsetMs: number; client: boolean }>();
  for (const child of span.children) {
    const client = child.service === span.service && isClient(child);
    const { service } = client ? child.children[0] : child;
    if (service === span.service) continue;
    const offsetMs = child.timeMs - span.timeMs;
    if (offsetMs < (called.get(service)?.offsetMs ?? Infinity)) called.set(service, { offsetMs, client });
  }
  return called;
}
