import { eventEvidence, type EventRate } from './event-evidence.ts';
import type { Evidence, Window } from './evidence.ts';
import { countAt, phasedCount, phaseOf, type PhasedCount } from './phases.ts';
import type { TreeSpan } from './span-tree.ts';

/** Operations that are called because something went wrong, by the words that frameworks name them with. */
const TROUBLE = /error|exception|fallback|fail|retry/i;

/** Own errors of spans, and which operations are called in an instance of the operation that calls them. */
export function callEvidence(spans: ReadonlyMap<string, TreeSpan>, window: Window): Evidence[] {
  const contexts = contextCounts(spans, window);
  const rates = new Map<string, EventRate>();
  for (const span of spans.values()) {
    const phase = phaseOf(span.sideMs, window);
    if (span.ownError) {
      const context = contextOf(span);
      const rate = rateAt(rates, `${context}\nerror`, context, contexts, {
        service: span.service,
        kind: 'trace',
        signal: `${span.operation} fails`,
        mood: 'trouble',
        reach: 'own',
        noun: 'error',
        example: `trace ${span.traceId}`,
      });
      noteInstance(rate, phase, 1);
    }
    const calls = new Map<string, { child: TreeSpan; times: number }>();
    for (const child of span.children) {
      const called = child.service === span.service ? child.operation : `${child.service} ${child.operation}`;
      const call = calls.get(called);
      if (call) call.times++;
      else calls.set(called, { child, times: 1 });
    }
    for (const [called, { child, times }] of calls) {
      const context = contextOf(span);
      const rate = rateAt(rates, `${context}\n${called}`, context, contexts, {
        // A client's span whose server's span no longer comes: the server does not answer.
        service: isClient(span) ? child.service : span.service,
        kind: 'trace',
        signal: `${span.operation} → ${called}`,
        mood: TROUBLE.test(child.operation) ? 'trouble' : 'ordinary',
        reach: 'callee',
        noun: 'call',
        example: `trace ${span.traceId}`,
      });
      noteInstance(rate, phase, times);
    }
  }
  return eventEvidence(rates.values(), window);
}

/** All that it holds is the one call of another service. */
function isClient({ service, children }: TreeSpan): boolean {
  return children.length === 1 && children[0].service !== service;
}

export function contextOf(span: TreeSpan): string {
  return `${span.service}\n${span.operation}`;
}

/** Instances of each operation of each service. */
export function contextCounts(
  spans: ReadonlyMap<string, TreeSpan>,
  window: Window,
): Map<string, PhasedCount> {
  const counts = new Map<string, PhasedCount>();
  for (const span of spans.values()) {
    const key = contextOf(span);
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
