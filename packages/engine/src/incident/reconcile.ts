import type { Episode } from './episode.ts';
import type { Group } from './grouping.ts';
import { partsOf, type Incident, type IncidentEvent } from './incident.ts';
import { isIncident } from './opening.ts';

/** Events that an incident keeps: the first one and the latest. */
const MOST_EVENTS = 200;
const MINUTE_MS = 60_000;

/**
 * Carries incidents over to the groups as they are now: an incident goes on as the group that holds the anomaly it began
 * with; of several in one group the oldest goes on and takes the others in; a group that left an incident becomes one of
 * its own. Answers those that changed. `time` is the moment of the readings that brought this about.
 */
export function reconcile(
  incidents: Map<string, Incident>,
  groups: readonly Group[],
  time: number,
): Set<Incident> {
  const changed = new Set<Incident>();
  const groupOf = new Map<string, Group>();
  for (const group of groups) for (const id of idsOf(group)) groupOf.set(id, group);
  const holders = holdersOf(incidents, groupOf);
  for (const group of groups) {
    const [keeper, ...others] = (holders.get(group) ?? []).sort(byAge);
    const left = ownerOf(incidents, group, keeper);
    if (keeper === undefined && !isIncident(group, time)) continue;
    const incident = keeper ?? open(incidents, group, left, time);
    if (keeper === undefined) changed.add(incident);
    for (const other of others) {
      mergeInto(incident, other, time);
      changed.add(other).add(incident);
    }
    if (update(incident, group, time)) changed.add(incident);
  }
  for (const incident of incidents.values()) if (dropLost(incident, groupOf)) changed.add(incident);
  return changed;
}

/** Live incidents by the group that holds the anomaly they began with. */
function holdersOf(
  incidents: ReadonlyMap<string, Incident>,
  groupOf: ReadonlyMap<string, Group>,
): Map<Group, Incident[]> {
  const holders = new Map<Group, Incident[]>();
  for (const incident of incidents.values()) {
    const group = incident.status === 'merged' ? undefined : groupOf.get(seedOf(incident, groupOf));
    if (group === undefined) continue;
    const known = holders.get(group);
    if (known === undefined) holders.set(group, [incident]);
    else known.push(incident);
  }
  return holders;
}

/** What it began with; once that is forgotten, the earliest of what is left. */
function seedOf(incident: Incident, groupOf: ReadonlyMap<string, Group>): string {
  if (!groupOf.has(incident.seed)) {
    incident.seed = [...incident.anomalies].find((id) => groupOf.has(id)) ?? incident.seed;
  }
  return incident.seed;
}

/** The incident that a group without one of its own was part of until now. */
function ownerOf(
  incidents: ReadonlyMap<string, Incident>,
  group: Group,
  keeper: Incident | undefined,
): Incident | undefined {
  if (keeper !== undefined) return undefined;
  const first = group.root.anomalies[0].id;
  return [...incidents.values()].find(({ status, anomalies }) => status !== 'merged' && anomalies.has(first));
}

function open(
  incidents: Map<string, Incident>,
  group: Group,
  from: Incident | undefined,
  time: number,
): Incident {
  const seed = group.episodes[0].anomalies[0].id;
  const id = `i${seed}`;
  const before = incidents.get(id);
  const incident: Incident = {
    id,
    status: 'open',
    seed,
    anomalies: new Set(),
    parts: [],
    spread: [],
    startedAt: group.episodes[0].start,
    updatedAt: time,
    resolvedAt: NaN,
    score: 0,
    events: before?.events ?? [],
  };
  if (from === undefined) note(incident, { at: time, what: 'opened', detail: describe(group) });
  else {
    incident.splitFrom = from.id;
    note(incident, { at: time, what: 'split', detail: `split from ${from.id}: ${describe(group)}` });
    note(from, { at: time, what: 'split', detail: `${describe(group)} went on as ${id}` });
  }
  incidents.set(id, incident);
  return incident;
}

function mergeInto(incident: Incident, other: Incident, time: number): void {
  other.status = 'merged';
  other.mergedInto = incident.id;
  other.updatedAt = time;
  note(other, { at: time, what: 'merged', detail: `merged into ${incident.id}` });
  note(incident, { at: time, what: 'merged', detail: `took in ${other.id}` });
}

/** Takes over what the group holds; true when that is news. */
function update(incident: Incident, group: Group, time: number): boolean {
  const ids = idsOf(group);
  const joined = ids.filter((id) => !incident.anomalies.has(id));
  // What is over keeps its parts when their anomalies are no longer weighed.
  if (incident.status === 'resolved' && joined.length === 0) return false;
  const score = Math.max(incident.score, ...group.episodes.map((episode) => episode.score));
  const fresh = new Set(joined);
  const newcomers = group.episodes.filter(({ anomalies }) => anomalies.some(({ id }) => fresh.has(id)));
  const moved = joined.length > 0 || score !== incident.score || rootOf(incident) !== group.root.entity;
  if (joined.length > 0 && incident.anomalies.size > 0) {
    const reopens = incident.status === 'resolved';
    const entities = [...new Set(newcomers.map(({ entity }) => entity))].join(', ');
    const quiet = quietBefore(newcomers, group);
    const again = quiet > 0 ? `, again after ${Math.round(quiet / MINUTE_MS)} quiet minutes` : '';
    const detail = `${joined.length} more: ${entities}${again}`;
    note(incident, { at: time, what: reopens ? 'reopened' : 'grew', detail });
    if (reopens) [incident.status, incident.resolvedAt] = ['open', NaN];
  }
  for (const id of joined) incident.anomalies.add(id);
  Object.assign(incident, partsOf(group));
  incident.score = score;
  incident.startedAt = Math.min(incident.startedAt, group.episodes[0].start);
  if (moved) incident.updatedAt = time;
  return moved;
}

/** How long all of the group was ordinary before the newcomers came (ms); 0 or less when some of it went on. */
function quietBefore(newcomers: readonly Episode[], group: Group): number {
  const before = group.episodes.filter((episode) => !newcomers.includes(episode));
  const ended = before.reduce((latest, { end }) => Math.max(latest, end), -Infinity);
  return before.length === 0 ? 0 : Math.min(...newcomers.map(({ start }) => start)) - ended;
}

/** Takes out what went on in another group; true when something did. */
function dropLost(incident: Incident, groupOf: ReadonlyMap<string, Group>): boolean {
  if (incident.status === 'merged') {
    const had = incident.parts.length > 0;
    [incident.parts, incident.spread] = [[], []];
    return had;
  }
  const own = groupOf.get(incident.seed);
  if (own === undefined) return false;
  const before = incident.anomalies.size;
  for (const id of incident.anomalies) {
    const now = groupOf.get(id);
    if (now !== undefined && now !== own) incident.anomalies.delete(id);
  }
  return incident.anomalies.size !== before;
}

/** Writes an event down. */
export function note(incident: Incident, event: IncidentEvent): void {
  incident.events.push(event);
  if (incident.events.length > MOST_EVENTS) incident.events.splice(1, 1);
}

function rootOf(incident: Incident): string | undefined {
  const explained = new Set(incident.spread.map(({ to }) => to));
  return incident.parts.find((part) => !explained.has(part))?.entity;
}

function idsOf(group: Group): string[] {
  return group.episodes.flatMap(({ anomalies }) => anomalies.map(({ id }) => id));
}

function describe(group: Group): string {
  const entities = [...new Set(group.episodes.map(({ entity }) => entity))];
  return entities.length > 4
    ? `${entities.slice(0, 3).join(', ')} and ${entities.length - 3} more`
    : entities.join(', ');
}

function byAge(a: Incident, b: Incident): number {
  return a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1);
}
