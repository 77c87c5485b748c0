import { contextCounts, noteInstance, rateAt } from './call-evidence.ts';
import { eventEvidence, type EventMood, type EventRate } from './event-evidence.ts';
import type { Evidence, Window } from './evidence.ts';
import { namedServices } from './named-service.ts';
import { countAt, phasedCount, phaseOf, type PhasedCount } from './phases.ts';
import { skippedEvidence, type Said } from './skipped-evidence.ts';
import { spanKey, type TreeSpan } from './span-tree.ts';

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

/** Words of a message that tell its statement. */
const BEGINNING_WORDS = 6;
/** Longest piece of a message that evidence quotes. */
const QUOTE = 240;

/**
 * In which share of the instances of an operation each template is written; without spans, per trace, then per line.
 * `others`: services that are known and write no lines; they may be named in those of others.
 */
export function logEvidence(
  events: readonly LogEvent[],
  spans: ReadonlyMap<string, TreeSpan>,
  window: Window,
  others: Iterable<string> = [],
): Evidence[] {
  const contexts = contextCounts(spans, window);
  const rates = new Map<string, EventRate>();
  const said = new Map<string, { rate: EventRate; phase: number; times: number }>();
  const runs = new Map<string, Said[]>();
  for (const { event, context, instance, phase } of placed(events, spans, window, contexts)) {
    const run = spans.size > 0 ? instance : event.traceId;
    if (run !== '') {
      const line = {
        service: event.service,
        statement: `${event.service}\n${event.template}`,
        example: event.message.slice(0, QUOTE),
        timeMs: event.timeMs,
        phase,
      };
      const lines = runs.get(run);
      if (lines) lines.push(line);
      else runs.set(run, [line]);
    }
    for (const statement of new Set([event.template, beginning(event.template)])) {
      const rate = rateAt(rates, `${context}\n${statement}\n${event.mood}`, context, contexts, {
        service: event.service,
        kind: 'log',
        signal: statement,
        mood: event.mood,
        reach: 'callee',
        noun: 'message',
        example: event.message.slice(0, QUOTE),
      });
      const key = `${instance}\n${statement}\n${event.mood}`;
      const known = said.get(key);
      if (instance === '') noteInstance(rate, phase, 1);
      else if (known) known.times++;
      else said.set(key, { rate, phase, times: 1 });
    }
  }
  for (const { rate, phase, times } of said.values()) noteInstance(rate, phase, times);
  const found = eventEvidence(rates.values(), window);
  return [
    ...found,
    ...aboutOthers(rates.values(), found, [...servicesOf(events, spans), ...others]),
    ...skippedEvidence(runs.values(), window),
  ];
}

/** What counts for a service of a trouble that another one has with it, as it says itself. */
const NAMED = 0.9;

/** Troubles in which a service names another: `call of cart failed` speaks of the cart as well. */
function aboutOthers(
  rates: Iterable<EventRate>,
  found: readonly Evidence[],
  services: Iterable<string>,
): Evidence[] {
  const named = namedServices(new Set(services));
  const troubles = new Set<string>();
  for (const { service, signal, mood } of rates)
    if (mood === 'trouble') troubles.add(`${service}\n${signal}`);
  return found.flatMap((one) => {
    if (!troubles.has(`${one.service}\n${one.signal}`)) return [];
    const other = named(one.words, one.service);
    if (other === undefined) return [];
    return [
      {
        ...one,
        service: other,
        by: one.service,
        family: 'named',
        strength: NAMED * one.strength,
        words: `${one.service} says: ${one.words}`,
      },
    ];
  });
}

function servicesOf(events: readonly LogEvent[], spans: ReadonlyMap<string, TreeSpan>): Set<string> {
  const services = new Set(events.map(({ service }) => service));
  for (const { service } of spans.values()) services.add(service);
  return services;
}

/** The span that a line was written in. Lines that do not tell their trace are found by the span's id alone. */
function finder(spans: ReadonlyMap<string, TreeSpan>): (event: LogEvent) => TreeSpan | undefined {
  const bySpanId = new Map([...spans.values()].map((span) => [span.spanId, span]));
  return ({ traceId, spanId }) =>
    spanId === '' ? undefined : traceId === '' ? bySpanId.get(spanId) : spans.get(spanKey(traceId, spanId));
}

/** What a message begins with tells the statement that wrote it; what follows is data, which templates may split by. */
function beginning(template: string): string {
  const words = template.split(' ').filter((word) => !word.includes('<*>'));
  return words.length > BEGINNING_WORDS ? `${words.slice(0, BEGINNING_WORDS).join(' ')} …` : template;
}

function* placed(
  events: readonly LogEvent[],
  spans: ReadonlyMap<string, TreeSpan>,
  window: Window,
  contexts: Map<string, PhasedCount>,
): Generator<Placed> {
  const spanOf = finder(spans);
  const openings = new Map<string, string>();
  const later: Placed[] = [];
  for (const event of events) {
    if (event.timeMs >= window.untilMs) continue;
    const span = spanOf(event);
    const phase = phaseOf(span ? span.sideMs : event.timeMs, window);
    if (span && span.service === event.service) {
      yield { event, context: span.context, instance: spanKey(event.traceId, event.spanId), phase };
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
