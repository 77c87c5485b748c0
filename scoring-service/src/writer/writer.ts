import type { Watched } from '@lapwing/contract';
import { OpenSearchClient } from '../sources/opensearch/client.ts';
import type { ServerSettings } from '../sources/shared/settings.ts';
import type { PartHealth } from '../sources/source.ts';
import type { DeadLetterStore } from '../stores/dead-letter-store.ts';
import type { IncidentStore } from '../stores/incident-store.ts';
import type { ScoreStore } from '../stores/score-store.ts';
import { BulkSender } from './bulk-sender.ts';
import { followers, type Follower } from './follower.ts';
import { Housekeeping } from './housekeeping.ts';
import { Persistence } from './persistence.ts';
import { Pulse } from './pulse.ts';
import { putTemplates } from './prepare.ts';
import { keptFrom } from './retention.ts';
import type { WriterSettings } from './settings.ts';
import { worstHealth } from './worst-health.ts';

export interface WriterOptions {
  server: ServerSettings;
  store: ScoreStore;
  incidents: IncidentStore;
  deadLetters: DeadLetterStore;
  settings: WriterSettings;
  /** What a detector watches; undefined when it is gone. */
  watchedBy: (detectorId: string) => Watched | undefined;
  now: () => number;
  /** In [0, 1): jitter alone. */
  random: () => number;
}

interface WriterLag {
  /** Rows of the store that the writer has yet to pass, at most. */
  scores: number;
  anomalies: number;
  incidents: number;
  /** Seconds since it was last caught up; 0 when it is. */
  seconds: number;
}

export interface OpenSearchWriter {
  health(): PartHealth;
  lag(): WriterLag;
  /** Since the start of the process. */
  counts(): { written: number; refused: number; retries: number };
  /** Look now for what was committed, and not with the next look. */
  wake(): void;
  /** Resolves once all that is in the store at the call has been taken by OpenSearch; rejects when `signal` aborts. */
  flush(signal: AbortSignal): Promise<void>;
  /** Ends at once: what was under way is sent again at the next start, under the same ids. */
  close(): Promise<void>;
}

/** How often the store is looked at when nobody wakes the writer: one indexed query. */
const LOOK_EVERY_MS = 1_000;
const MS_PER_SECOND = 1000;

/**
 * Follows the store and writes scores and anomalies to OpenSearch, from where it stopped. The store is the queue: one
 * batch is in memory, whatever waits. A row counts as written once OpenSearch has acknowledged it or it lies among the
 * dead letters.
 */
export function createOpenSearchWriter(options: WriterOptions): OpenSearchWriter {
  const { store, settings, now } = options;
  const client = new OpenSearchClient(options.server);
  const persistence = new Persistence(options.server.url, options.random);
  const housekeeping = new Housekeeping({
    requests: client,
    deadLetters: options.deadLetters,
    now,
    url: options.server.url,
    settings,
  });
  const sender = new BulkSender({
    requests: client,
    persistence,
    limits: { documents: settings.batch_documents, bytes: settings.batch_bytes },
    now,
    onRefused: (letters) => housekeeping.refused(letters),
  });
  const streams = followers(store, options.incidents, settings.scores, now, options.watchedBy);
  // Known to the store from here on, so that nothing leaves by age before it was written.
  for (const { name } of streams) store.cursor(name);
  const stop = new AbortController();
  const pulse = new Pulse();
  let prepared = false;
  let caughtUpAt = now();

  const behind = ({ what, name }: Follower): number => Math.max(0, store.lastSeq(what) - store.cursor(name));

  const prepare = async (): Promise<void> => {
    const answer = await persistence.attempt(() => putTemplates(client, settings, stop.signal), stop.signal);
    if (typeof answer === 'string') return;
    persistence.succeeded();
    prepared = true;
  };

  /** Writes one batch of a stream; false when there was nothing to do. */
  const advance = async ({ what, name, read }: Follower): Promise<boolean> => {
    const newest = store.lastSeq(what);
    const cursor = store.cursor(name);
    if (cursor >= newest) return false;
    const rows = read(cursor, sender.mostDocuments);
    // An index that retention has deleted must not come back with one late document.
    const kept = keptFrom(now(), settings.retention_days);
    const exported = rows.filter(({ outgoing }) => outgoing !== undefined && outgoing.time >= kept);
    const outgoing = exported.flatMap((row) => row.outgoing ?? []);
    const sent = outgoing.length === 0 ? 0 : await sender.send(outgoing, stop.signal);
    const through = sent < exported.length ? exported[sent - 1].seq : (rows.at(-1)?.seq ?? newest);
    store.setCursor(name, through);
    return true;
  };

  const round = async (): Promise<void> => {
    if (!prepared) return prepare();
    let worked = false;
    for (const stream of streams) worked = (await advance(stream)) || worked;
    await housekeeping.run(stop.signal);
    if (!worked) caughtUpAt = now();
    pulse.beat();
    if (!worked) await pulse.pause(LOOK_EVERY_MS);
  };

  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        await round();
      } catch (error) {
        if (stop.signal.aborted) return;
        // A store that fails (a full disk) or an answer that is none: told, and tried again.
        const reason = error instanceof Error ? error.message : String(error);
        await persistence.wait({ reason, blocked: true, askedMs: 0 }, stop.signal).catch(ignoreStop(stop));
      }
    }
  };
  const running = run();

  const lag = (): WriterLag => {
    const [incidents, anomalies, scores] = streams.map(behind);
    const caughtUp = scores + anomalies + incidents === 0;
    return {
      scores,
      anomalies,
      incidents,
      seconds: caughtUp ? 0 : Math.max(0, (now() - caughtUpAt) / MS_PER_SECOND),
    };
  };

  return {
    lag,
    counts: () => ({ written: sender.written, refused: sender.refused, retries: persistence.retries }),
    wake: () => pulse.wake(),

    health() {
      const own = persistence.health();
      if (!prepared && own.status === 'ok')
        return { status: 'starting', reason: 'putting the index templates' };
      return worstHealth(own, housekeeping.health());
    },

    async flush(signal) {
      const wanted = streams.map(({ what, name }) => ({ name, seq: store.lastSeq(what) }));
      pulse.wake();
      while (wanted.some(({ name, seq }) => store.cursor(name) < seq)) {
        await pulse.nextBeat(AbortSignal.any([signal, stop.signal]));
      }
    },

    async close() {
      stop.abort(new Error('the writer was closed'));
      pulse.wake();
      await running;
      await client.close();
    },
  };
}

/** Swallows the rejection that our own stop causes, and nothing else. */
function ignoreStop(stop: AbortController): (error: unknown) => void {
  return (error) => {
    if (!stop.signal.aborted) throw error;
  };
}
