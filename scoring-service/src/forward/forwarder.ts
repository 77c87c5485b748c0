import type { PartHealth } from '../sources/source.ts';
import { sleep } from '../sources/shared/backoff.ts';
import type { IncidentStore } from '../stores/incident-store.ts';
import type { FollowedTable, FollowerName, ScoreStore } from '../stores/score-store.ts';
import { Persistence } from '../writer/persistence.ts';
import { openConnection, type Connection } from './connection.ts';
import { anomalyRecord, incidentRecord, type ForwardRecord } from './records.ts';
import type { ForwardSettings } from './settings.ts';

export const FORWARD_ANOMALIES: FollowerName = 'forward:anomalies';
export const FORWARD_INCIDENTS: FollowerName = 'forward:incidents';

/** How often the store is looked at: one indexed query. */
const LOOK_EVERY_MS = 1_000;
/** Read of the store at once; what is sent is one line after the other. */
const MOST_ROWS = 200;
/** A log stream tells what goes on; a receiver may be away for a long weekend, and history that is read anew stays out. */
const OLDEST_MS = 3 * 86_400_000;
/** Ids of lines sent lately: a row that is written again without news is not said again. */
const REMEMBERED = 10_000;

export interface ForwarderOptions {
  settings: ForwardSettings;
  store: ScoreStore;
  incidents: IncidentStore;
  now: () => number;
  /** In [0, 1): jitter alone. */
  random: () => number;
}

export interface Forwarder {
  health(): PartHealth;
  /** Ends at once: what was not acknowledged is sent again at the next start, under the same `event_id`. */
  close(): Promise<void>;
}

interface Stream {
  what: FollowedTable;
  name: FollowerName;
  read(after: number): { seq: number; record: ForwardRecord | undefined }[];
}

/**
 * Follows the store and sends anomalies and incidents as log lines over the forward protocol (Fluent Bit, Fluentd), from
 * where it stopped. A row counts as sent once the receiver has acknowledged it.
 */
export function createForwarder({ settings, store, incidents, now, random }: ForwarderOptions): Forwarder {
  const persistence = new Persistence(`${settings.host}:${settings.port}`, random);
  const streams = streamsOf(store, incidents, settings);
  // Known to the store from here on, so that nothing leaves by age before it was sent.
  for (const { name } of streams) store.cursor(name);
  const stop = new AbortController();
  const said = new Set<string>();
  let connection: Connection | undefined;

  async function advance({ what, name, read }: Stream): Promise<boolean> {
    const newest = store.lastSeq(what);
    const cursor = store.cursor(name);
    if (cursor >= newest) return false;
    const rows = read(cursor);
    for (const { seq, record } of rows) {
      if (record !== undefined && record.time >= now() - OLDEST_MS && !said.has(record.body.event_id)) {
        connection ??= openConnection(settings);
        await untilStopped(connection.send(record), stop.signal);
        persistence.succeeded();
        remember(record.body.event_id);
      }
      store.setCursor(name, seq);
    }
    if (rows.length === 0) store.setCursor(name, newest);
    return true;
  }

  function remember(id: string): void {
    said.add(id);
    const [oldest] = said;
    if (said.size > REMEMBERED && oldest !== undefined) said.delete(oldest);
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        let worked = false;
        for (const stream of streams) worked = (await advance(stream)) || worked;
        if (!worked) await sleep(LOOK_EVERY_MS, stop.signal);
      } catch (error) {
        connection?.close();
        connection = undefined;
        if (stop.signal.aborted) return;
        const reason = `${settings.host}:${settings.port} does not take lines: ${error instanceof Error ? error.message : String(error)}`;
        await persistence
          .wait({ reason, blocked: false, askedMs: 0 }, stop.signal)
          .catch((cause: unknown) => {
            if (!stop.signal.aborted) throw cause;
          });
      }
    }
  }
  const running = run();

  return {
    health: () => persistence.health(),
    async close() {
      stop.abort(new Error('the forwarder was closed'));
      await running;
      connection?.close();
    },
  };
}

function streamsOf(store: ScoreStore, incidents: IncidentStore, settings: ForwardSettings): Stream[] {
  return [
    {
      what: 'incidents',
      name: FORWARD_INCIDENTS,
      read: (after) =>
        incidents
          .incidentsAfter(after, MOST_ROWS)
          .map(({ seq, ...stored }) => ({ seq, record: incidentRecord(stored, settings) })),
    },
    {
      what: 'anomalies',
      name: FORWARD_ANOMALIES,
      read: (after) =>
        store
          .anomaliesAfter(after, MOST_ROWS)
          .map(({ seq, anomaly }) => ({ seq, record: anomalyRecord(anomaly, settings) })),
    },
  ];
}

/** A line on its way ends with the stop, whatever the receiver does. */
function untilStopped(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopped = (): void => reject(new Error('stopped'));
    signal.addEventListener('abort', stopped, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stopped));
  });
}
