import type { CallGraph, Evidence, Incident } from '@lapwing/engine';
import { eventEvidenceOf } from '@lapwing/engine/behaviour';
import type { IncidentStore } from '../stores/incident-store.ts';
import type { KeptEventStore } from '../stores/kept-events.ts';
import { withSilentCallees } from './silent-callees.ts';

const MINUTE_MS = 60_000;
/** A past of so many spans and lines tells what is usual; more only takes time (some 10 µs each). */
const PAST_EVENTS = 12_000;
/** What happens first tells where it began. */
const LONGEST_MS = 600_000;
const PAST_MS = 86_400_000;
/** Incidents of the past that are kept out of it. */
const TROUBLES_MOST = 200;
/** Trouble is seen in the interval in which it began, or the one after. */
const BEFORE_SEEN_MS = MINUTE_MS;
/** An incident that goes on is looked at again so often. */
const LOOK_EVERY_MS = MINUTE_MS;
/** A fault may lie below what shows it: services that are called, and those that they call. */
const BELOW = 2;

/** What spans and lines tell of an incident, as `lapwing rca` tells it from files. */
export type EventEvidence = (incident: Incident, others: Iterable<Incident>, time: number) => Evidence[];

export interface EventEvidenceDeps {
  events: KeptEventStore;
  incidents: Pick<IncidentStore, 'incidents' | 'incident'>;
  graph: () => CallGraph;
}

/**
 * Compares an incident's spans and lines with those of an ordinary past: minutes in which some other incident went on are left
 * out of it, for what was seen in a fault is not usual.
 */
export function createEventEvidence({ events, incidents, graph }: EventEvidenceDeps): EventEvidence {
  const looked = new Map<string, { until: number; evidence: Evidence[] }>();

  function troubles(at: number): { from: number; to: number }[] {
    const page = incidents.incidents({ from: at - PAST_MS, to: at }, { limit: TROUBLES_MOST });
    return page.items.flatMap(({ id }) => {
      const parts = incidents.incident(id)?.incident.parts ?? [];
      const ends = parts.map(({ end }) => (end === null ? Infinity : Date.parse(end)));
      const starts = parts.map(({ start }) => Date.parse(start));
      return starts.length === 0
        ? []
        : [{ from: Math.min(...starts) - BEFORE_SEEN_MS, to: Math.max(...ends) }];
    });
  }

  /** Minutes before `at`, newest first, until they hold enough; those without trouble where there are any. */
  function pastMinutes(at: number): number[] {
    const all = events.minutes(at).filter(({ time }) => time >= at - PAST_MS);
    const out = troubles(at);
    const ordinary = all.filter(({ time }) => !out.some(({ from, to }) => time >= from && time < to));
    const chosen: number[] = [];
    let held = 0;
    for (const { time, events: count } of ordinary.length > 0 ? ordinary : all) {
      if (held >= PAST_EVENTS) break;
      held += count;
      chosen.push(time);
    }
    return chosen.reverse();
  }

  return (incident, others, time) => {
    const ends = incident.episodes.map(({ end }) => end);
    const until = Math.min(
      time,
      incident.startedAt + LONGEST_MS,
      Math.max(incident.startedAt, ...ends) + MINUTE_MS,
    );
    const before = looked.get(incident.id);
    if (before !== undefined && until - before.until < LOOK_EVERY_MS) return before.evidence;
    const window = { atMs: incident.startedAt, untilMs: until };
    const stretches = [
      ...pastMinutes(window.atMs).map((minute) => ({
        from: minute,
        to: Math.min(window.atMs, minute + MINUTE_MS),
      })),
      { from: window.atMs, to: until },
    ];
    const kept = stretches.map((range) => events.range(range));
    const all = {
      spans: kept.flatMap(({ spans }) => spans),
      lines: kept.flatMap(({ lines }) => lines),
    };
    const near = nearby(incident, others, graph());
    const senders = new Set(all.spans.map(({ service }) => service));
    const evidence = withSilentCallees(eventEvidenceOf(all, window), graph(), senders).filter(({ service }) =>
      near.has(service),
    );
    looked.set(incident.id, { until, evidence });
    if (looked.size > TROUBLES_MOST) looked.delete([...looked.keys()][0]);
    return evidence;
  };
}

/** An incident's services and those below them, less those of other incidents that go on. */
function nearby(incident: Incident, others: Iterable<Incident>, graph: CallGraph): Set<string> {
  const own = new Set(incident.episodes.map(({ entity }) => entity));
  const taken = new Set<string>();
  for (const { id, status, episodes } of others) {
    if (id === incident.id || (status !== 'open' && status !== 'acknowledged')) continue;
    for (const { entity } of episodes) taken.add(entity);
  }
  const near = new Set(own);
  for (const service of own) {
    for (const [below, depth] of graph.depthsFrom(service)) {
      if (depth <= BELOW && !taken.has(below)) near.add(below);
    }
  }
  return near;
}
