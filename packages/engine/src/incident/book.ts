import type { CoMovement } from './co-movement.ts';
import { episodesOf, type CorrelatedAnomaly, type Episode } from './episode.ts';
import type { Surroundings } from './evidence.ts';
import { groupEpisodes } from './grouping.ts';
import type { Incident } from './incident.ts';
import { note, reconcile } from './reconcile.ts';
import { momentsDue } from './opening.ts';
import { BookWriter, readBook, type BookPiece, type BookState } from './saved-book.ts';
import { Relations, type ServiceGraph } from './topology.ts';

/** An entity that was ordinary for so long begins another episode: whether it is the same trouble, the evidence says. */
const QUIET_MS = 300_000;
/** An incident resolves when all of it has been ordinary this long, or for some intervals if those are longer. */
const RESOLVE_AFTER = { ms: 600_000, intervals: 3 } as const;
/** Ended anomalies are weighed this long: an episode that goes on after a pause, or an effect that comes late. */
const REMEMBER_MS = 3_600_000;
/** Anomalies that are weighed at most; the mildest ended ones leave first. */
const MOST_ANOMALIES = 10_000;

/** What the house knows beside the anomalies, as it is at the moment of `advance`. */
export interface IncidentContext {
  graph: ServiceGraph;
  /** Entities that have signals. */
  entities: ReadonlySet<string>;
  /** How many entities share a place, by `name=value`. */
  placeSizes: ReadonlyMap<string, number>;
  /** How many signals each entity has: the more, the sooner one of them strays by chance. One where it is not told. */
  signals: ReadonlyMap<string, number>;
}

/** Groups anomalies into incidents as they come, and remembers what moved together. */
export class IncidentBook {
  readonly #state: BookState;
  readonly #writer: BookWriter;
  #relations: { graph: ServiceGraph; entities: number; relations: Relations } | undefined;

  /** `saved`: the pieces that `changes` gave so far. Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
  constructor(saved: Iterable<readonly [key: string, body: string]> = []) {
    const pieces = [...saved];
    this.#state = readBook(pieces);
    this.#writer = new BookWriter(pieces);
  }

  /** Incidents whose anomalies are still weighed, oldest first. */
  get incidents(): ReadonlyMap<string, Incident> {
    return this.#state.incidents;
  }

  /** The moment it has come to (epoch ms, of the readings); -Infinity before the first one. */
  get time(): number {
    return this.#state.time;
  }

  /** Anomalies that have not ended yet. */
  get open(): CorrelatedAnomaly[] {
    return [...this.#state.active.values()].filter(({ end }) => Number.isNaN(end));
  }

  get history(): CoMovement {
    return this.#state.history;
  }

  /**
   * Moves on to the moment `to` (epoch ms, of the readings): takes in anomalies that began or changed, in any order, and answers
   * the incidents that this changed. What lies after it is not looked at: an anomaly that ends later is open still.
   * Calls in order of time, with the same anomalies, give the same incidents under the same ids. It never goes back: what
   * comes late is taken in at the moment it has come to.
   */
  advance(to: number, changed: readonly CorrelatedAnomaly[], context: IncidentContext): Incident[] {
    const time = Math.max(this.#state.time, to);
    const touched = new Set<Incident>();
    const due = momentsDue(this.#state.active.values(), this.#state.time, time);
    for (const moment of due.filter((one) => one < time)) {
      for (const incident of this.#state.incidents.values())
        if (this.#settle(incident, moment)) touched.add(incident);
      for (const incident of this.#regroup(moment, context)) touched.add(incident);
    }
    this.#state.time = time;
    for (const incident of this.#state.incidents.values())
      if (this.#settle(incident, time)) touched.add(incident);
    for (const anomaly of changed) this.#state.active.set(anomaly.id, anomaly);
    if (changed.length > 0 || due.includes(time)) {
      for (const incident of this.#regroup(time, context)) touched.add(incident);
    }
    this.#forget(time);
    return [...touched];
  }

  /** A person's word; false when there is no such live incident, or nothing to change. */
  acknowledge(id: string, by: string, at: number): boolean {
    return this.#say(id, 'open', 'acknowledged', { at, by });
  }

  resolve(id: string, by: string, at: number): boolean {
    const done =
      this.#say(id, 'open', 'resolved', { at, by }) || this.#say(id, 'acknowledged', 'resolved', { at, by });
    const incident = this.#state.incidents.get(id);
    if (done && incident !== undefined) incident.resolvedAt = at;
    return done;
  }

  reopen(id: string, by: string, at: number): boolean {
    const done = this.#say(id, 'resolved', 'open', { at, by });
    const incident = this.#state.incidents.get(id);
    if (done && incident !== undefined) incident.resolvedAt = NaN;
    return done;
  }

  /** What is to be kept anew since this was asked last, so that a book of all pieces goes on as this one would. */
  changes(): BookPiece[] {
    return this.#writer.changes(this.#state);
  }

  #regroup(time: number, context: IncidentContext): Set<Incident> {
    const episodes = episodesOf(this.#visible(time), QUIET_MS);
    const around: Surroundings = {
      relations: this.#relationsIn(context),
      history: this.#state.history,
      entities: Math.max(1, context.entities.size),
      placeSizes: context.placeSizes,
      rate: this.#state.rate.at(time),
      signals: context.signals,
      isExplained: this.#explained(),
    };
    const groups = groupEpisodes(episodes, around, this.#together());
    for (const { root } of groups)
      if (!this.#state.beginnings.has(root.id)) this.#state.rate.note(root.start);
    for (const { id, entity, start } of episodes) this.#state.beginnings.note(id, entity, start);
    return reconcile(this.#state.incidents, groups, time);
  }

  /** Walking the graph anew for each moment would take longer than all the rest. */
  #relationsIn({ graph, entities }: IncidentContext): Relations {
    const known = this.#relations;
    if (known?.graph === graph && known.entities === entities.size) return known.relations;
    const relations = new Relations(graph, entities);
    this.#relations = { graph, entities: entities.size, relations };
    return relations;
  }

  /** What was to be seen at `time`, in order of start. */
  #visible(time: number): CorrelatedAnomaly[] {
    const seen = [...this.#state.active.values()].filter(({ start }) => start <= time);
    const then = seen.map((anomaly) => (anomaly.end > time ? { ...anomaly, end: NaN } : anomaly));
    return then.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  }

  /** Episodes that came of another one, as they were grouped last. */
  #explained(): (episode: Episode) => boolean {
    const ids = new Set(
      [...this.#state.incidents.values()].flatMap(({ spread }) => spread.map(({ to }) => to.id)),
    );
    return ({ id }) => ids.has(id);
  }

  #together(): (a: Episode, b: Episode) => boolean {
    const incidentOf = new Map<string, string>();
    for (const { id, status, anomalies } of this.#state.incidents.values()) {
      if (status !== 'merged') for (const anomaly of anomalies) incidentOf.set(anomaly, id);
    }
    return (a, b) => {
      const [one, other] = [incidentOf.get(a.id), incidentOf.get(b.id)];
      return one !== undefined && one === other;
    };
  }

  #settle(incident: Incident, time: number): boolean {
    if (!isLive(incident)) return false;
    const ends = [...incident.anomalies].map((id) => this.#state.active.get(id)?.end ?? -Infinity);
    // An anomaly that ends later, or has not ended: the incident goes on.
    if (ends.some((end) => !(end <= time))) return false;
    const longest = Math.max(0, ...incident.parts.map(({ intervalMs }) => intervalMs));
    const quiet = Math.max(RESOLVE_AFTER.ms, RESOLVE_AFTER.intervals * longest);
    // Told by the readings, not by the moment of looking: a replay looks at other moments.
    const at = Math.max(...ends) + quiet;
    if (time < at) return false;
    incident.status = 'resolved';
    incident.resolvedAt = at;
    incident.updatedAt = at;
    note(incident, { at, what: 'resolved', detail: 'all of it is ordinary again' });
    return true;
  }

  #say(
    id: string,
    from: Incident['status'],
    to: 'acknowledged' | 'resolved' | 'open',
    { at, by }: { at: number; by: string },
  ): boolean {
    const incident = this.#state.incidents.get(id);
    if (incident?.status !== from) return false;
    incident.status = to;
    incident.updatedAt = at;
    const what = to === 'open' ? 'reopened' : to;
    note(incident, { at, what, detail: `${what} by ${by}`, by });
    return true;
  }

  #forget(time: number): void {
    const isPast = (id: string): boolean =>
      (this.#state.active.get(id)?.end ?? -Infinity) + REMEMBER_MS < time;
    // An incident's anomalies are forgotten together: what is left without its cause would come apart.
    const held = new Set(
      [...this.#state.incidents.values()]
        .filter((incident) => isLive(incident) || ![...incident.anomalies].every(isPast))
        .flatMap(({ anomalies }) => [...anomalies]),
    );
    for (const id of this.#state.active.keys())
      if (isPast(id) && !held.has(id)) this.#state.active.delete(id);
    if (this.#state.active.size > MOST_ANOMALIES) {
      const mildest = [...this.#state.active.values()].sort(
        (a, b) =>
          Number(Number.isNaN(a.end)) - Number(Number.isNaN(b.end)) ||
          a.score - b.score ||
          (a.id < b.id ? -1 : 1),
      );
      for (const { id } of mildest.slice(0, this.#state.active.size - MOST_ANOMALIES))
        this.#state.active.delete(id);
    }
    for (const [id, { anomalies, status }] of this.#state.incidents) {
      const over = status === 'resolved' || status === 'merged';
      if (over && ![...anomalies].some((anomaly) => this.#state.active.has(anomaly)))
        this.#state.incidents.delete(id);
    }
    this.#state.beginnings.learn(time, (id) => this.#state.active.has(id), this.#state.history);
  }
}

function isLive({ status }: Incident): boolean {
  return status === 'open' || status === 'acknowledged';
}
