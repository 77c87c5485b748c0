import type { CallGraph, Evidence, Incident } from '@lapwing/engine';
import type { IncidentStore } from '../stores/incident-store.ts';
import { PAST_MS, type Comparison, type ComparisonTask } from './event-comparison.ts';
import { withSilentCallees } from './silent-callees.ts';

const MINUTE_MS = 60_000;
/** What happens first tells where it began. */
const LONGEST_MS = 600_000;
/** Incidents of the past that are kept out of what is usual, and incidents of which it is remembered what was found. */
const INCIDENTS_MOST = 200;
/** Trouble is seen in the interval in which it began, or the one after. */
const BEFORE_SEEN_MS = MINUTE_MS;
/** An incident that goes on is looked at again so often. */
const LOOK_EVERY_MS = MINUTE_MS;
/** A fault may lie below what shows it: services that are called, and those that they call. */
const BELOW = 2;

/** What spans and lines tell of incidents, as `lapwing rca` tells it from files. */
export interface EventEvidence {
  /** What was found last; nothing before the first look. */
  known(id: string): readonly Evidence[];
  /** Looks at an incident, unless that was done lately; `time` is how far the readings have come. True when it found something else. */
  look(incident: Incident, others: Iterable<Incident>, time: number): Promise<boolean>;
}

export interface EventEvidenceDeps {
  compare: (task: ComparisonTask) => Promise<Comparison>;
  incidents: Pick<IncidentStore, 'stretches'>;
  graph: () => CallGraph;
}

export function createEventEvidence({ compare, incidents, graph }: EventEvidenceDeps): EventEvidence {
  const looked = new Map<string, { until: number; evidence: Evidence[] }>();

  function troublesBefore(at: number): ComparisonTask['troubles'] {
    const stretches = incidents.stretches({ from: at - PAST_MS, to: at }, INCIDENTS_MOST);
    return stretches.map(({ from, to }) => ({ from: from - BEFORE_SEEN_MS, to }));
  }

  return {
    known: (id) => looked.get(id)?.evidence ?? [],
    async look(incident, others, time) {
      const ends = incident.parts.map(({ end }) => end);
      const from = incident.startedAt;
      const until = Math.min(time, from + LONGEST_MS, Math.max(from, ...ends) + MINUTE_MS);
      const before = looked.get(incident.id);
      if (before !== undefined && until - before.until < LOOK_EVERY_MS) return false;
      // Before the comparison is done: what is asked for meanwhile needs no other.
      const mine = { until, evidence: before?.evidence ?? [] };
      looked.set(incident.id, mine);
      if (looked.size > INCIDENTS_MOST) looked.delete([...looked.keys()][0]);
      const near = nearby(incident, others, { from, to: until }, graph());
      const task = { window: { atMs: from, untilMs: until }, troubles: troublesBefore(from) };
      const { evidence, senders } = await compare(task);
      const all = withSilentCallees(evidence, graph(), new Set(senders));
      mine.evidence = all.filter(({ service }) => near.has(service));
      return JSON.stringify(mine.evidence) !== JSON.stringify(before?.evidence ?? []);
    },
  };
}

/** An incident's services and those below them, less those that had trouble of another incident in its time. */
function nearby(
  incident: Incident,
  others: Iterable<Incident>,
  time: { from: number; to: number },
  graph: CallGraph,
): Set<string> {
  const own = new Set(incident.parts.map(({ entity }) => entity));
  const taken = new Set<string>();
  for (const { id, status, parts } of others) {
    if (id === incident.id || status === 'merged') continue;
    for (const { entity, start, end } of parts) {
      if (start < time.to && end > time.from - BEFORE_SEEN_MS) taken.add(entity);
    }
  }
  const near = new Set(own);
  for (const service of own) {
    for (const [below, depth] of graph.depthsFrom(service)) {
      if (depth <= BELOW && !taken.has(below)) near.add(below);
    }
  }
  return near;
}
