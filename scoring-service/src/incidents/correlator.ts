import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Anomaly, Incident as IncidentRecord, LateSpans, LiveEvent } from '@lapwing/contract';
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
import { Pending, type Moment } from './pending.ts';
import { suspectsOf, type Suspicion } from './suspects-of.ts';
import type { Surroundings } from './surroundings.ts';

/** How often it looks without being woken: incidents resolve, detectors stall, though no anomaly comes. */
const LOOK_EVERY_MS = 5_000;
/** How often it looks whether open anomalies are still there. */
const LOST_EVERY_MS = 60_000;
/** An incident is told of without what its spans and lines say when that takes longer than this. */
const COMPARISON_PATIENCE_MS = 10_000;
/** Anomalies read at once. */
const ANOMALIES_A_STEP = 1_000;
/** Anomalies that are kept as they were read, some 2 KB each: an incident of thousands is written down again with each one more. */
const ANOMALIES_KEPT = 20_000;
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
  /** Spans of an incident's time and services that came too late to be scored; none where absent. */
  late?: (incident: Incident) => LateSpans[];
  now: () => number;
  log: Pick<Logger, 'error'>;
  onEvent: (event: LiveEvent) => void;
}

/** Makes the stored anomalies into incidents, in the order of the readings, each exactly once in effect. */
export class Correlator {
  readonly #deps: CorrelatorDeps;
  readonly #bell = new Bell();
  readonly #frontier = new Frontier();
  #book: IncidentBook;
  #pending: Pending;
  /** Incidents that are not stored as they are now, by id. */
  readonly #touched = new Map<string, Incident>();
  /** Anomalies as they were read last, by id. */
  readonly #anomalies = new Map<string, Anomaly>();
  /** What incidents could not hear, by id, as it is stored; what was told once stays told. */
  readonly #told = new Map<string, Pick<IncidentRecord, 'unseen' | 'late'>>();
  /** What came too late of incidents that go on, by id, as it is told. */
  readonly #late = new Map<string, string>();
  /** How far the anomalies were taken in when it was stored last. */
  #storedCursor: number;
  /** Something failed half-way: what is known here is not what is stored. */
  #isAhead = false;
  #loop: Promise<void> | undefined;
  #stopping = false;
  #lookedForLostAt = -Infinity;

  /** Throws EngineError UNSUPPORTED_VERSION, BAD_STATE when what was stored cannot be read. */
  constructor(deps: CorrelatorDeps) {
    this.#deps = deps;
    const { book, cursor } = stored(deps.incidents);
    this.#book = book;
    this.#pending = new Pending(cursor);
    this.#storedCursor = cursor;
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
    this.#goBack();
    const done = this.#book[what](id, by, this.#deps.now());
    const incident = this.#book.incidents.get(id);
    if (done && incident !== undefined) {
      this.#touched.set(id, incident);
      this.#commit();
    }
    return done;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        const more = await this.look();
        await this.#bell.wait(more ? 0 : LOOK_EVERY_MS);
      } catch (err) {
        this.#deps.log.error({ err }, 'incidents could not be brought up to date; it will be tried again');
        this.#isAhead = true;
        await this.#bell.wait(LOOK_EVERY_MS);
      }
    }
  }

  /** Takes in what is due; true when there may be more to read. */
  async look(): Promise<boolean> {
    const { scores, intervalMs, reaches, now, surroundings } = this.#deps;
    this.#goBack();
    while (surroundings.learn()) await this.#bell.wait(0);
    const read = scores.anomaliesAfter(this.#pending.readTo, ANOMALIES_A_STEP);
    for (const { seq, anomaly } of read) {
      this.#anomalies.set(anomaly.id, anomaly);
      const known = intervalMs(anomaly.detector_id);
      this.#pending.add(seq, known === undefined ? undefined : correlated(anomaly, known));
    }
    if (read.length === ANOMALIES_A_STEP) return true;
    const { time } = this.#frontier.at(reaches(), now());
    if (!Number.isFinite(time)) return false;
    await this.#advance(time, surroundings.context());
    await this.#compare(time);
    // Somebody's word could not be stored meanwhile.
    if (this.#isAhead) return true;
    this.#noteLate();
    this.#commit();
    return false;
  }

  /** A moment at a time, with a turn for everybody else after each: what was taken is taken in by then, whoever stores it. */
  async #advance(until: number, context: IncidentContext): Promise<void> {
    const note = (incidents: readonly Incident[]): void => {
      for (const incident of incidents) this.#touched.set(incident.id, incident);
    };
    for (let next = this.#takeNext(until); next !== undefined; next = this.#takeNext(until)) {
      note(this.#book.advance(next.time, next.anomalies, context));
      await nextTurn();
      if (this.#isAhead) return;
    }
    note(this.#book.advance(until, this.#lost(until), context));
    await nextTurn();
  }

  #takeNext(until: number): Moment | undefined {
    return this.#pending.takeNext(this.#book.time, until);
  }

  /** Incidents that go on, of which more came too late meanwhile. */
  #noteLate(): void {
    for (const incident of this.#book.incidents.values()) {
      if (incident.status !== 'open' && incident.status !== 'acknowledged') continue;
      const late = JSON.stringify(this.#deps.late?.(incident) ?? []);
      if (late !== (this.#late.get(incident.id) ?? '[]')) this.#touched.set(incident.id, incident);
      this.#late.set(incident.id, late);
    }
    for (const id of this.#late.keys()) if (!this.#book.incidents.has(id)) this.#late.delete(id);
  }

  /** Has spans and lines compared for incidents that changed or go on. What comes too late to be waited for is stored later. */
  async #compare(time: number): Promise<void> {
    const { eventEvidence, log } = this.#deps;
    if (eventEvidence === undefined) return;
    let late = false;
    const incidents = [...this.#book.incidents.values()];
    const due = incidents.filter(({ id, status }) => this.#touched.has(id) || status === 'open');
    const looks = due.map(async (incident) => {
      try {
        if (!(await eventEvidence.look(incident, incidents, time))) return;
      } catch (err) {
        log.error({ err, incident: incident.id }, 'spans and lines of an incident could not be compared');
        return;
      }
      // Not the one of a book that was left since, nor one that is forgotten.
      if (this.#book.incidents.get(incident.id) !== incident) return;
      this.#touched.set(incident.id, incident);
      if (late) this.wake();
    });
    const tooLong = new AbortController();
    const patience = sleep(COMPARISON_PATIENCE_MS, undefined, { signal: tooLong.signal }).catch(
      () => undefined,
    );
    await Promise.race([Promise.all(looks), patience]);
    late = true;
    tooLong.abort();
  }

  /** What was taken in and could not be stored is taken in anew. */
  #goBack(): void {
    if (!this.#isAhead) return;
    const { book, cursor } = stored(this.#deps.incidents);
    this.#book = book;
    this.#pending = new Pending(cursor);
    this.#storedCursor = cursor;
    this.#touched.clear();
    this.#isAhead = false;
  }

  /** Open anomalies that left the store with their detector: they end here, or their incident would never. */
  #lost(at: number): CorrelatedAnomaly[] {
    const now = this.#deps.now();
    if (now - this.#lookedForLostAt < LOST_EVERY_MS) return [];
    this.#lookedForLostAt = now;
    const { open } = this.#book;
    const there = this.#deps.scores.anomaliesThere(open.map(({ id }) => id));
    const lost = open.filter(({ id }) => !there.has(id));
    return lost.map((anomaly) => ({ ...anomaly, end: at }));
  }

  #commit(): void {
    const { incidents: store, scores, onEvent } = this.#deps;
    const { cursor } = this.#pending;
    const incidents = [...this.#touched.values()];
    if (incidents.length === 0 && cursor === this.#storedCursor) return;
    const records = incidents.map((incident) => this.#record(incident));
    try {
      store.commit({
        incidents: incidents.map(({ anomalies }, i) => ({
          incident: records[i],
          anomalyIds: [...anomalies],
        })),
        pieces: this.#book.changes(),
        cursor,
      });
    } catch (error) {
      // The book thinks that its changes are kept.
      this.#isAhead = true;
      throw error;
    }
    this.#touched.clear();
    this.#storedCursor = cursor;
    this.#remember(records);
    scores.setCursor(FOLLOWER, cursor);
    for (const incident of records) onEvent({ type: 'incident', incident });
  }

  #remember(records: readonly IncidentRecord[]): void {
    for (const { id, unseen, late } of records) this.#told.set(id, { unseen, late });
    for (const id of this.#told.keys()) if (!this.#book.incidents.has(id)) this.#told.delete(id);
    // What is asked for again is read again.
    if (this.#anomalies.size > ANOMALIES_KEPT) this.#anomalies.clear();
  }

  #record(incident: Incident): IncidentRecord {
    const { graph, exampleOf, unseen, eventEvidence, surroundings } = this.#deps;
    const anomalies = this.#anomaliesOf(incident);
    const before = this.#toldOf(incident.id);
    const missing = incident.status === 'open' || incident.status === 'acknowledged' ? unseen() : [];
    const events = eventEvidence?.known(incident.id) ?? [];
    const known = { graph: graph(), signals: surroundings.signals };
    const whole = suspectsOf(anomalies, { ...known, exampleOf, events });
    return incidentRecord(incident, whole, {
      unseen: [...new Set([...before.unseen, ...missing])].sort(),
      late: this.#lateOf(incident, before.late),
      suspectIn: (parts) => {
        const ids = new Set(parts.flatMap((part) => part.anomalies));
        // Of one stretch that is all of it, more is known.
        if (ids.size === anomalies.length) return serviceOf(whole);
        return serviceOf(
          suspectsOf(
            anomalies.filter(({ id }) => ids.has(id)),
            known,
          ),
        );
      },
    });
  }

  #anomaliesOf({ anomalies }: Incident): Anomaly[] {
    const missing = [...anomalies].filter((id) => !this.#anomalies.has(id));
    if (missing.length > 0)
      for (const one of this.#deps.scores.anomaliesById(missing)) this.#anomalies.set(one.id, one);
    return [...anomalies].flatMap((id) => this.#anomalies.get(id) ?? []);
  }

  /** Counts begin anew with a restart: what was told stays told. */
  #lateOf(incident: Incident, before: readonly LateSpans[]): readonly LateSpans[] {
    const now = this.#deps.late?.(incident) ?? [];
    const count = (late: readonly LateSpans[]): number => late.reduce((sum, { spans }) => sum + spans, 0);
    return count(now) >= count(before) ? now : before;
  }

  #toldOf(id: string): Pick<IncidentRecord, 'unseen' | 'late'> {
    return this.#told.get(id) ?? this.#deps.incidents.incident(id)?.incident ?? { unseen: [], late: [] };
  }
}

function serviceOf({ suspects, confidence }: Suspicion): string | null {
  return confidence === 'unknown' ? null : (suspects.at(0)?.service ?? null);
}

/** The book as it was stored last, and how far the anomalies were taken in by then. */
function stored(incidents: IncidentStore): { book: IncidentBook; cursor: number } {
  const known = incidents.book();
  return { book: new IncidentBook(known?.pieces), cursor: known?.cursor ?? 0 };
}
