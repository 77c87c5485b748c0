import type { Anomaly, Labels } from '@lapwing/contract';
import type { Logger } from 'pino';
import { Bell } from '../pipeline/clock.ts';
import type { AlertQueueStore, AlertThread } from '../stores/alert-queue-store.ts';
import type { IncidentStore, StoredIncident } from '../stores/incident-store.ts';
import type { FollowerName, ScoreStore } from '../stores/score-store.ts';
import { plan, type Traits } from './plan.ts';
import { isSilenced, wantedBy } from './routes.ts';
import type { AlertsSection } from './settings.ts';
import { subjectOfAnomaly, subjectOfIncident } from './subject.ts';

/** How often it looks without being woken: quiet hours and silences end, repeats and refreshes come due. */
const LOOK_EVERY_MS = 5_000;
/** Rows read at once. */
const ROWS_A_STEP = 200;
/** An anomaly that no incident took in for so long is told by itself: detectors of the same minute differ by less. */
const ALONE_AFTER_MS = 120_000;

/** Their places among those who follow, so that nothing leaves the store unread. */
export const ALERT_FOLLOWERS: Readonly<Record<'incidents' | 'anomalies', FollowerName>> = {
  incidents: 'alerts:incidents',
  anomalies: 'alerts:anomalies',
};

export interface FollowerDeps {
  scores: Pick<ScoreStore, 'anomaliesAfter' | 'anomaly' | 'cursor' | 'setCursor' | 'lastSeq'>;
  incidents: Pick<IncidentStore, 'incidentsAfter' | 'incidentOf'>;
  alerts: AlertQueueStore;
  section: AlertsSection;
  traits: ReadonlyMap<string, Traits>;
  oldestMs: number;
  now: () => number;
  log: Pick<Logger, 'error'>;
  /** Something waits to be sent. */
  onQueued: () => void;
}

/**
 * Follows incidents, and anomalies that none of them took in, and puts what is to be told into the queue: in one
 * transaction with how far it has read and what each channel was told, so that nothing is put there twice.
 */
export class AlertFollower {
  readonly #deps: FollowerDeps;
  readonly #bell = new Bell();
  #loop: Promise<void> | undefined;
  #stopping = false;

  constructor(deps: FollowerDeps) {
    this.#deps = deps;
    for (const name of Object.values(ALERT_FOLLOWERS)) deps.scores.cursor(name);
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  wake(): void {
    this.#bell.ring();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#bell.ring();
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#bell.wait(this.step() ? 0 : LOOK_EVERY_MS);
      } catch (err) {
        this.#deps.log.error({ err }, 'alerts could not be brought up to date; it will be tried again');
        await this.#bell.wait(LOOK_EVERY_MS);
      }
    }
  }

  /** Takes in what is new and looks at what is open; true when there may be more to read. */
  step(): boolean {
    const { alerts, scores, incidents, onQueued } = this.#deps;
    const cursors = this.#cursors();
    const read = incidents.incidentsAfter(cursors.incidents, ROWS_A_STEP);
    const anomalies = scores.anomaliesAfter(cursors.anomalies, ROWS_A_STEP);
    const threads = new Map(alerts.unsettled().map((thread) => [thread.subject.id, thread]));
    const raised = anomalies.filter(({ anomaly }) => anomaly.alert === 'raised');
    const news = [
      ...read.map((stored) => this.#incidentThread(stored)),
      ...raised.map(({ anomaly }) => this.#anomalyThread(anomaly)),
    ];
    for (const thread of news) threads.set(thread.subject.id, thread);
    const planned = [...threads.values()].map((thread) => this.#plan(thread));
    const notifications = planned.flatMap((each) => each.notifications);
    const next = {
      incidents: read.at(-1)?.seq ?? cursors.incidents,
      anomalies: anomalies.at(-1)?.seq ?? cursors.anomalies,
    };
    const touched = new Set(news.map(({ subject }) => subject.id));
    const changed = planned.filter(
      ({ thread, notifications: told }) =>
        told.length > 0 || thread.settled || touched.has(thread.subject.id),
    );
    if (read.length > 0 || anomalies.length > 0 || changed.length > 0) {
      alerts.commit({ cursors: next, threads: changed.map(({ thread }) => thread), notifications });
    }
    if (next.incidents !== cursors.incidents) scores.setCursor(ALERT_FOLLOWERS.incidents, next.incidents);
    if (next.anomalies !== cursors.anomalies) scores.setCursor(ALERT_FOLLOWERS.anomalies, next.anomalies);
    if (notifications.length > 0) onQueued();
    return read.length === ROWS_A_STEP || anomalies.length === ROWS_A_STEP;
  }

  /** After a power cut the scores may be behind what was read of them: all is read again, and changes nothing told. */
  #cursors(): { incidents: number; anomalies: number } {
    const { alerts, scores } = this.#deps;
    const { incidents, anomalies } = alerts.cursors();
    return {
      incidents: incidents > scores.lastSeq('incidents') ? 0 : incidents,
      anomalies: anomalies > scores.lastSeq('anomalies') ? 0 : anomalies,
    };
  }

  #incidentThread({ incident, anomalyIds }: StoredIncident): AlertThread {
    const { alerts, scores, now } = this.#deps;
    const known = alerts.thread(incident.id);
    const labels = anomalyIds
      .map((id) => scores.anomaly(id)?.labels)
      .filter((found): found is Labels => found !== undefined);
    const subject = subjectOfIncident(incident, distinct(labels), known?.subject);
    return { told: {}, since: now(), ...known, subject, settled: false };
  }

  #anomalyThread(anomaly: Anomaly): AlertThread {
    const known = this.#deps.alerts.thread(anomaly.id);
    return {
      told: {},
      since: this.#deps.now(),
      ...known,
      subject: subjectOfAnomaly(anomaly),
      settled: false,
    };
  }

  #plan(found: AlertThread): ReturnType<typeof plan> {
    const { section, traits, oldestMs, alerts, now } = this.#deps;
    const at = now();
    const thread = found.subject.kind === 'anomaly' ? this.#lone(found, at) : found;
    if (thread === undefined) return { thread: found, notifications: [] };
    if (thread.settled) return { thread, notifications: [] };
    return plan({
      ...{ thread, traits, oldestMs, now: at },
      wanted: wantedBy(section, thread.subject, at),
      silenced: isSilenced(alerts.silences(at), thread.subject),
    });
  }

  /** An anomaly by itself: an incident may yet take it in, and then speaks for it; undefined while that is open. */
  #lone(thread: AlertThread, now: number): AlertThread | undefined {
    const { scores, incidents } = this.#deps;
    const { subject } = thread;
    const told = Object.values(thread.told).some(({ open }) => open);
    const gone = scores.anomaly(subject.id) === undefined;
    if (gone || incidents.incidentOf(subject.id) !== undefined) {
      if (!told) return { ...thread, settled: true };
      const resolved_at = subject.resolved_at ?? new Date(now).toISOString();
      return { ...thread, subject: { ...subject, status: 'resolved', resolved_at } };
    }
    return told || now - thread.since >= ALONE_AFTER_MS ? thread : undefined;
  }
}

/** Label sets kept of one incident: routes and silences look for services, not for the last pod. */
const LABEL_SETS_MOST = 200;

function distinct(labels: Labels[]): Labels[] {
  return [...new Map(labels.map((one) => [JSON.stringify(one), one])).values()].slice(0, LABEL_SETS_MOST);
}
