import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { LapwingError } from '../errors.ts';
import type { AlertQueueStore } from './alert-queue-store.ts';
import type { AdminStore } from './admin-store.ts';
import { lockDataFolder } from './data-lock.ts';
import { createSnapshotFolder } from './files/snapshot-store.ts';
import type { BehaviourStore } from './behaviour-store.ts';
import type { CalendarStore } from './calendar-store.ts';
import type { FeedbackStore } from './feedback-store.ts';
import type { KeptEventStore } from './kept-events.ts';
import type { ReadingStore } from './reading-store.ts';
import type { ScoreStore } from './score-store.ts';
import type { IncidentStore } from './incident-store.ts';
import type { SetAside, SnapshotStore } from './snapshot-store.ts';
import type { TelemetryStore } from './telemetry-store.ts';
import type { SentLineStore } from './sent-line-store.ts';
import type { TemplateStore } from './template-store.ts';
import type { TraceStore } from './trace-store.ts';
import type { DeadLetterStore } from './dead-letter-store.ts';
import { ALERT_QUEUE_MIGRATIONS } from './sqlite/alert-queue-schema.ts';
import { createSqliteAlertQueue } from './sqlite/alert-queue-store.ts';
import { createSqliteAdminStore } from './sqlite/admin-store.ts';
import { ADMIN_MIGRATIONS } from './sqlite/admin-schema.ts';
import { createSqliteBehaviourStore } from './sqlite/behaviour-store.ts';
import { createSqliteCalendarStore } from './sqlite/calendar-store.ts';
import { createSqliteDeadLetters } from './sqlite/dead-letters.ts';
import { createSqliteIncidentStore } from './sqlite/incident-store.ts';
import { createSqliteFeedbackStore } from './sqlite/feedback-store.ts';
import { createSqliteKeptEvents } from './sqlite/kept-events.ts';
import { TELEMETRY_FILE } from './sqlite/open-kept-events.ts';
import { openSqlite } from './sqlite/open.ts';
import { createSqliteReadingStore } from './sqlite/reading-store.ts';
import { READING_MIGRATIONS } from './sqlite/reading-schema.ts';
import { createSqliteScoreStore } from './sqlite/score-store.ts';
import { SCORE_MIGRATIONS } from './sqlite/score-schema.ts';
import { TELEMETRY_MIGRATIONS } from './sqlite/telemetry-schema.ts';
import { createSqliteTelemetryStore } from './sqlite/telemetry-store.ts';
import { createSqliteSentLines } from './sqlite/sent-line-store.ts';
import { createSqliteTemplateStore } from './sqlite/template-store.ts';
import { createSqliteTraceStore, type TraceStoreSettings } from './sqlite/trace-store.ts';

export interface StoresOptions {
  now: () => number;
  /** Told of a snapshot that could not be used; the detector then learns anew from its source. */
  onSetAside: (what: SetAside) => void;
  /** How calls are kept. */
  calls?: TraceStoreSettings;
}

/** A minute is what detectors count by unless told; fifty names are more than a person reads of one service. */
const DEFAULT_CALLS: TraceStoreSettings = { resolutionMs: 60_000, mostOperations: 50 };

export interface Stores {
  scores: ScoreStore;
  readings: ReadingStore;
  admin: AdminStore;
  snapshots: SnapshotStore;
  deadLetters: DeadLetterStore;
  feedback: FeedbackStore;
  calendars: CalendarStore;
  incidents: IncidentStore;
  traces: TraceStore;
  telemetry: TelemetryStore;
  templates: TemplateStore;
  keptEvents: KeptEventStore;
  behaviour: BehaviourStore;
  alerts: AlertQueueStore;
  sentLines: SentLineStore;
  /** The database of `admin`, `feedback` and `calendars`, for whoever copies it. */
  adminDb: DatabaseSync;
  close(): void;
}

/**
 * Everything the service keeps, in one folder that one process at a time may use: `scores.db` (scores, anomalies,
 * what the followers have read), `admin.db`, `alerts.db` (who is told what),
 * `readings.db`, `telemetry.db` (calls, log templates, and what cumulative metrics and logs stood
 * at) and `snapshots/`. What a person or a program was told is
 * stored survives a power cut; scores survive the end of the process, and are computed again after a power cut.
 */
export function openStores(dataFolder: string, options: StoresOptions): Stores {
  const folder = path.resolve(dataFolder);
  makeFolder(folder);
  const opened: { close: () => void }[] = [];
  const keep = <Closable extends { close: () => void }>(closable: Closable): Closable => {
    opened.unshift(closable);
    return closable;
  };
  const close = (): void => {
    for (const each of opened.splice(0)) each.close();
  };
  try {
    const lock = lockDataFolder(folder);
    keep({ close: () => lock.release() });
    const file = (name: string): string => path.join(folder, name);
    const scoresDb = openSqlite({
      file: file('scores.db'),
      durability: 'process',
      migrations: SCORE_MIGRATIONS,
    });
    const scores = keep(createSqliteScoreStore(scoresDb));
    const adminDb = openSqlite({
      file: file('admin.db'),
      durability: 'disk',
      migrations: ADMIN_MIGRATIONS,
    });
    const admin = keep(createSqliteAdminStore(adminDb, options.now));
    const feedback = createSqliteFeedbackStore(adminDb);
    const calendars = createSqliteCalendarStore(adminDb);
    const readings = keep(
      createSqliteReadingStore(
        openSqlite({ file: file('readings.db'), durability: 'disk', migrations: READING_MIGRATIONS }),
      ),
    );
    const telemetryDb = openSqlite({
      ...{ file: file(TELEMETRY_FILE), durability: 'disk', migrations: TELEMETRY_MIGRATIONS },
    });
    keep({ close: () => telemetryDb.close() });
    const traces = createSqliteTraceStore(telemetryDb, options.calls ?? DEFAULT_CALLS);
    const telemetry = createSqliteTelemetryStore(telemetryDb);
    const templates = createSqliteTemplateStore(telemetryDb);
    const keptEvents = createSqliteKeptEvents(telemetryDb);
    const behaviour = createSqliteBehaviourStore(telemetryDb);
    const sentLines = createSqliteSentLines(telemetryDb);
    const alerts = keep(
      createSqliteAlertQueue(
        openSqlite({ file: file('alerts.db'), durability: 'disk', migrations: ALERT_QUEUE_MIGRATIONS }),
      ),
    );
    const snapshots = createSnapshotFolder({
      folder: file('snapshots'),
      onSetAside: options.onSetAside,
      // A snapshot must never be ahead of the scores: after a power cut, intervals between the two would be lost.
      beforeSave: () => scores.sync(),
    });
    const deadLetters = createSqliteDeadLetters(scoresDb);
    const incidents = createSqliteIncidentStore(scoresDb);
    return {
      scores,
      readings,
      admin,
      adminDb,
      snapshots,
      deadLetters,
      incidents,
      feedback,
      calendars,
      traces,
      telemetry,
      templates,
      keptEvents,
      behaviour,
      sentLines,
      alerts,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new LapwingError(
      'STORE_UNAVAILABLE',
      {
        message: `cannot make the data folder: ${error instanceof Error ? error.message : String(error)}`,
        where: folder,
        hint: 'choose a folder that this user may write to (`data` in lapwing.yaml)',
      },
      { cause: error },
    );
  }
}
