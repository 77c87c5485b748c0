import { contextCounts, contextOf, rateAt } from './call-evidence.ts';
import { eventEvidence, type EventMood, type EventRate } from './event-evidence.ts';
import type { Evidence, Window } from './evidence.ts';
import { countAt, phasedCount, phaseOf, type PhasedCount } from './phases.ts';
import type { TreeSpan } from './span-tree.ts';

/** A log line with its template. `spanId` and `traceId` are empty where the line tells none. */
export interface LogEvent {
  timeMs: number;
  service: string;
  mood: EventMood;
  /** Id of the template, the same for like messages. */
  template: string;
  message: string;
  traceId: string;
  spanId: string;
}

interface Placed {
  event: LogEvent;
  context: string;
  /** What it is said in: a span, a trace; empty when that is not known. */
  instance: string;
  phase: number;
}

/** Longest piece of a message that evidence quotes. */
const QUOTE = 160;

/** In which share of the instances of an operation each template is written; without spans, per trace, then per line. */
export function logEvidence(
  events: readonly LogEvent[],
  spans: ReadonlyMap<string, TreeSpan>,
  window: Window,
): Evidence[] {
  const contexts = contextCounts(spans, window);
  const rates = new Map<string, EventRate>();
  const said = new Set<string>();
  for (const { event, context, instance, phase } of placed(events, spans, window, contexts)) {
    if (instance !== '') {
      // An instance that says the same twice says it once: loops over data are not news.
      const once = `${instance}\n${event.template}`;
      if (said.has(once)) continue;
      said.add(once);
    }
    const rate = rateAt(rates, `${context}\n${event.template}`, contexts.get(context), {
      service: event.service,
      kind: 'log',
      signal: event.template,
      mood: event.mood,
      reach: 'callee',
      noun: 'message',
      example: event.message.slice(0, QUOTE),
    });
    countAt(rate.count, phase);
  }
  return eventEvidence(rates.values(), window);
}

function* placed(
  events: readonly LogEvent[],
  spans: ReadonlyMap<string, TreeSpan>,
  window: Window,
  contexts: Map<string, PhasedCount>,
): Generator<Placed> {
  const openings = new Map<string, string>();
  const later: Placed[] = [];
  for (const event of events) {
    if (event.timeMs >= window.untilMs) continue;
    const span = spans.get(event.spanId);
    const phase = phaseOf(span ? span.sideMs : event.timeMs, window);
    if (span && span.service === event.service) {
      yield { event, context: contextOf(span), instance: event.spanId, phase };
      continue;
    }
    const id = event.spanId || event.traceId;
    const instance = id === '' ? '' : `${event.service}\n${id}`;
    const opening = openings.get(instance) ?? event.template;
    const context =
      instance === '' ? `${event.service}\nall lines` : `${event.service}\nopens with\n${opening}`;
    if (instance === '' || !openings.has(instance)) {
      let count = contexts.get(context);
      if (!count) contexts.set(context, (count = phasedCount()));
      countAt(count, phase);
      if (instance !== '') openings.set(instance, event.template);
    }
    later.push({ event, context, instance, phase });
  }
  yield* later;
}
