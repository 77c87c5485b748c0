import { eventEvidence, type EventRate } from './event-evidence.ts';
import type { Evidence, Window } from './evidence.ts';
import { countAt, phasedCount, phaseOf, type PhasedCount } from './phases.ts';
import { goneEvidence, goneServices } from './gone-services.ts';
import { isClient } from './rooms.ts';
import type { TreeSpan } from './span-tree.ts';
import { waysBlamed, type Longer, type Way } from './ways.ts';

/** Operations that are called because something went wrong, by the words that frameworks name them with. */
const TROUBLE = /error|exception|fallback|fail|retry/i;

/**
 * Own errors of spans, which operations are called in an instance of the operation that calls them, and calls that are no
 * longer answered: their caller's span is there, the called service's is not; or nothing of it is, and no call of it comes.
 */
export function callEvidence(spans: ReadonlyMap<string, TreeSpan>, window: Window): Evidence[] {
  const contexts = contextCounts(spans, window);
  const gone = goneServices(spans, window);
  const unreached = new Set(gone.flatMap(({ askedBy }) => (askedBy.size > 1 ? [...askedBy] : [])));
  const usual = usualCallees(spans.values());
  const rates = new Map<string, EventRate>();
  const asked = new Map<string, Map<string, EventRate>>();
  for (const span of spans.values()) {
    const { context, service, operation, peer } = span;
    const phase = phaseOf(span.sideMs, window);
    const callee = peer ?? usual.get(context);
    const example = `trace ${span.traceId}`;
    if (callee !== undefined && span.children.length <= 1) {
      let own = asked.get(service);
      if (!own) asked.set(service, (own = new Map<string, EventRate>()));
      const like = {
        service: callee,
        kind: 'trace',
        signal: `${service} → ${callee}`,
        reach: 'own',
        example,
      } as const;
      if (span.children.length === 1 || (peer !== undefined && !span.error)) {
        const answer = { ...like, mood: 'ordinary', noun: 'answer' } as const;
        noteInstance(rateAt(own, `${context}\nanswer`, context, contexts, answer), phase, 1);
      } else if (span.ownError) {
        const error = { ...like, mood: 'trouble', noun: 'failed call' } as const;
        noteInstance(rateAt(own, `${context}\nerror`, context, contexts, error), phase, 1);
      }
      continue;
    }
    if (span.ownError) {
      const error = {
        service,
        kind: 'trace',
        signal: `${operation} fails`,
        mood: 'trouble',
        // An operation that calls what does not answer any more fails because of it.
        reach: unreached.has(context) ? 'callee' : 'own',
        noun: 'error',
        example,
      } as const;
      noteInstance(rateAt(rates, `${context}\nerror`, context, contexts, error), phase, 1);
    }
    const calls = new Map<string, { child: TreeSpan; times: number }>();
    for (const child of span.children) {
      const called = child.service === service ? child.operation : `${child.service} ${child.operation}`;
      const call = calls.get(called);
      if (call) call.times++;
      else calls.set(called, { child, times: 1 });
    }
    for (const [called, { child, times }] of calls) {
      const rate = rateAt(rates, `${context}\n${called}`, context, contexts, {
        service,
        kind: 'trace',
        signal: `${operation} → ${called}`,
        mood: TROUBLE.test(child.operation) ? 'trouble' : 'ordinary',
        reach: 'callee',
        noun: 'call',
        example,
      });
      noteInstance(rate, phase, times);
    }
  }
  return [
    ...eventEvidence(rates.values(), window),
    ...unanswered(asked, window),
    ...goneEvidence(gone, window),
  ];
}

/** Whose fault it is that calls get no answer: that of the service called, or of the one that cannot reach any or this one. */
function unanswered(asked: ReadonlyMap<string, ReadonlyMap<string, EventRate>>, window: Window): Evidence[] {
  const found: Longer[] = [];
  const measured = new Map<string, Way>();
  for (const [caller, rates] of asked) {
    const strongest = new Map<string, Evidence>();
    for (const { service } of rates.values()) measured.set(`${caller}\n${service}`, { caller, service });
    for (const one of eventEvidence(rates.values(), window)) {
      const { strength = 0 } = strongest.get(one.service) ?? {};
      if (one.strength > strength) strongest.set(one.service, one);
    }
    for (const one of strongest.values()) found.push({ caller, found: one });
  }
  return waysBlamed(found, [...measured.values()]);
}

/** Which service the calls of a context reach, by most of those that were answered. */
function usualCallees(spans: Iterable<TreeSpan>): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const span of spans) {
    if (!isClient(span)) continue;
    let of = counts.get(span.context);
    if (!of) counts.set(span.context, (of = new Map<string, number>()));
    const { service } = span.children[0];
    of.set(service, (of.get(service) ?? 0) + 1);
  }
  return new Map([...counts].map(([context, of]) => [context, [...of].sort((a, b) => b[1] - a[1])[0][0]]));
}

/** Instances of each operation of each service. */
export function contextCounts(
  spans: ReadonlyMap<string, TreeSpan>,
  window: Window,
): Map<string, PhasedCount> {
  const counts = new Map<string, PhasedCount>();
  for (const span of spans.values()) {
    const key = span.context;
    let count = counts.get(key);
    if (!count) counts.set(key, (count = phasedCount()));
    countAt(count, phaseOf(span.sideMs, window));
  }
  return counts;
}

/** The rate under a key, made at its first use. */
export function rateAt(
  rates: Map<string, EventRate>,
  key: string,
  contextKey: string,
  contexts: ReadonlyMap<string, PhasedCount>,
  like: Omit<EventRate, 'count' | 'times' | 'pastSquares' | 'context' | 'contextKey'>,
): EventRate {
  let rate = rates.get(key);
  if (!rate) {
    const context = contexts.get(contextKey) ?? phasedCount();
    rate = { ...like, count: phasedCount(), times: phasedCount(), pastSquares: 0, context, contextKey };
    rates.set(key, rate);
  }
  return rate;
}

/** An instance that had the event so many times. */
export function noteInstance(rate: EventRate, phase: number, times: number): void {
  countAt(rate.count, phase);
  countAt(rate.times, phase, times);
  if (phase < 0) rate.pastSquares += times * times;
}
