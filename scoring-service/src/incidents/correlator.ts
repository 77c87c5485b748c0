import type { Anomaly, Incident as IncidentRecord, LiveEvent } from '@lapwing/contract';
import {
  IncidentBook,
  type CallGraph,
  type CorrelatedAnomaly,
  type Incident,
  type IncidentContext,
} from '@lapwing/engine';
import type { Logger } from 'pino';
import { Bell } from '../pipeline/clock.ts';
import type { IncidentStore } from '../stores/incident-store.ts';
import type { ScoreStore } from '../stores/score-store.ts';
import { correlated } from './correlated.ts';
import type { EventEvidence } from './event-evidence.ts';
import type { ExampleOf } from './examples-of.ts';
import { Frontier, type DetectorReach } from './frontier.ts';
import { incidentRecord } from './incident-record.ts';
import { Pending } from './pending.ts';
import { suspectsOf } from './suspects-of.ts';
import type { Surroundings } from './surroundings.ts';

/** How often it looks without being woken: incidents resolve, detectors stall, though no anomaly comes. */
const LOOK_EVERY_MS = 5_000;
/** How often it looks whether open anomalies are still there. */
const LOST_EVERY_MS = 60_000;
/** Anomalies read at once. */
const ANOMALIES_A_STEP = 1_000;
/** Its place among those who follow the anomalies, so that none leaves the store unread. */
const FOLLOWER = 'incidents:anomalies';

export interface CorrelatorDeps {
  scores: ScoreStore;
  incidents: IncidentStore;
  surroundings: Surroundings;
  graph: () => CallGraph;
  /** Every detector that runs. */
  reaches: () => DetectorReach[];
  /** Undefined for a detector that is gone. */
  intervalMs: (detectorId: string) => number | undefined;
  /** A line or a trace to look at; none where absent. */
  exampleOf?: ExampleOf;
  /** What spans and lines tell of an incident; nothing where absent. */
  eventEvidence?: EventEvidence;
  /** Parts of the service that are down, by name. */
  unseen: () => string[];
  now: () => number;
  log: Logger;
  onEvent: (event: LiveEvent) => void;
}

/** Makes the stored anomalies into incidents, in the order of the readings, each exactly once in effect. */
export class Correlator {
  readonly #deps: CorrelatorDeps;
  readonly #bell = new Bell();
  readonly #frontier = new Frontier();
  readonly #book: IncidentBook;
  readonly #pending: Pending;
  #loop: Promise<void> | undefined;
  #stopping = false;
  #lookedForLostAt = -Infinity;

  /** Throws EngineError UNSUPPORTED_VERSION, BAD_STATE when what was stored cannot be read. */
  constructor(deps: CorrelatorDeps) {
    this.#deps = deps;
    const stored = deps.incidents.book();
    this.#book = new IncidentBook(stored?.book);
    this.#pending = new Pending(stored?.cursor ?? 0);
    deps.scores.cursor(FOLLOWER);
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Looks for anomalies now. */
  wake(): void {
    this.#bell.ring();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#bell.ring();
    await this.#loop;
  }

  /** A person's word on an incident: false when it stands otherwise than `what` supposes. */
  say(what: 'acknowledge' | 'resolve' | 'reopen', id: string, by: string): boolean {
    const done = this.#book[what](id, by, this.#deps.now());
    const incident = this.#book.incidents.get(id);
    if (done && incident !== undefined) this.#commit([incident]);
    return done;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        while (this.#deps.surroundings.learn()) await this.#bell.wait(0);
        const more = this.#step();
        await this.#bell.wait(more ? 0 : LOOK_EVERY_MS);
      } catch (err) {
        this.#deps.log.error({ err }, 'incidents could not be brought up to date; it will be tried again');
        await this.#bell.wait(LOOK_EVERY_MS);
      }
    }
  }

  /** Takes in what is due; true when there may be more to read. */
  #step(): boolean {
    const { scores, intervalMs, reaches, now, surroundings } = this.#deps;
    const read = scores.anomaliesAfter(this.#pending.readTo, ANOMALIES_A_STEP);
    for (const { seq, anomaly } of read) {
      const known = intervalMs(anomaly.detector_id);
      this.#pending.add(seq, known === undefined ? undefined : correlated(anomaly, known));
    }
    if (read.length === ANOMALIES_A_STEP) return true;
    const { time } = this.#frontier.at(reaches(), now());
    if (!Number.isFinite(time)) return false;
    this.#advance(time, surroundings.context());
    return false;
  }

  #advance(until: number, context: IncidentContext): void {
    const touched = new Map<string, Incident>();
    const note = (incidents: readonly Incident[]): void => {
      for (const incident of incidents) touched.set(incident.id, incident);
    };
    const before = this.#pending.cursor;
    for (const { time, anomalies } of this.#pending.takeDue(this.#book.time, until)) {
      note(this.#book.advance(time, anomalies, context));
    }
    note(this.#book.advance(until, this.#lost(until), context));
    if (touched.size > 0 || this.#pending.cursor !== before) this.#commit([...touched.values()]);
  }

  /** Open anomalies that left the store with their detector: they end here, or their incident would never. */
  #lost(at: number): CorrelatedAnomaly[] {
    const now = this.#deps.now();
    if (now - this.#lookedForLostAt < LOST_EVERY_MS) return [];
    this.#lookedForLostAt = now;
    const lost = this.#book.open.filter(({ id }) => this.#deps.scores.anomaly(id) === undefined);
    return lost.map((anomaly) => ({ ...anomaly, end: at }));
  }

  #commit(incidents: readonly Incident[]): void {
    const { incidents: store, scores, onEvent } = this.#deps;
    const { cursor } = this.#pending;
    const records = incidents.map((incident) => this.#record(incident));
    const stored = incidents.map((incident, i) => ({
      incident: records[i],
      anomalyIds: [...incident.anomalies],
    }));
    store.commit({ incidents: stored, book: this.#book.save(), cursor });
    scores.setCursor(FOLLOWER, cursor);
    for (const incident of records) onEvent({ type: 'incident', incident });
  }

  #record(incident: Incident): IncidentRecord {
    const { scores, graph, exampleOf, unseen, incidents, eventEvidence } = this.#deps;
    const anomalies = [...incident.anomalies]
      .map((id) => scores.anomaly(id))
      .filter((anomaly): anomaly is Anomaly => anomaly !== undefined);
    // What was down once while it went on stays told.
    const before = incidents.incident(incident.id)?.incident.unseen ?? [];
    const missing = incident.status === 'open' || incident.status === 'acknowledged' ? unseen() : [];
    const events = eventEvidence?.(incident, this.#book.incidents.values(), this.#book.time) ?? [];
    return incidentRecord(
      incident,
      suspectsOf(anomalies, graph(), exampleOf, events),
      [...new Set([...before, ...missing])].sort(),
    );
  }
}
