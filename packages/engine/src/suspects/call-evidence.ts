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
      const rate = rateAt(rates, `${context}\nerror`, contexts.get(context), {
        service: span.service,
        kind: 'trace',
        signal: `${span.operation} fails`,
        mood: 'trouble',
        reach: 'own',
        noun: 'error',
        example: `trace ${span.traceId}`,
      });
      countAt(rate.count, phase);
    }
    const said = new Set<string>();
    for (const child of span.children) {
      const called = child.service === span.service ? child.operation : `${child.service} ${child.operation}`;
      if (said.has(called)) continue;
      said.add(called);
      const context = contextOf(span);
      const rate = rateAt(rates, `${context}\n${called}`, contexts.get(context), {
        service: span.service,
        kind: 'trace',
        signal: `${span.operation} → ${called}`,
        mood: TROUBLE.test(child.operation) ? 'trouble' : 'ordinary',
        reach: 'callee',
        noun: 'call',
        example: `trace ${span.traceId}`,
      });
      countAt(rate.count, phase);
    }
  }
  return eventEvidence(rates.values(), window);
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
  context: PhasedCount | undefined,
  like: Omit<EventRate, 'count' | 'context'>,
): EventRate {
  let rate = rates.get(key);
  if (!rate) {
    rate = { ...like, count: phasedCount(), context: context ?? phasedCount() };
    rates.set(key, rate);
  }
  return rate;
}
