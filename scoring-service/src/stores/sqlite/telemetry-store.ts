import type { DatabaseSync } from 'node:sqlite';
import type { LogCount, StreamEntry, TelemetryStore } from '../telemetry-store.ts';
import { row, rows, transaction } from './sql.ts';

/** Senders repeat a request for a few minutes at most. */
const REPEATED_WITHIN_MS = 30 * 60_000;
/** A level that a service has not used for a day is no longer counted as none. */
const SILENT_AFTER_MS = 86_400_000;
/** A metric that went away is forgotten: its next point begins anew. */
const STREAM_KEPT_MS = 7 * 86_400_000;
const EXPIRE_MOST = 10_000;

/** The telemetry store on a database with TELEMETRY_MIGRATIONS. */
export function createSqliteTelemetryStore(db: DatabaseSync): TelemetryStore {
  const findStream = db.prepare('SELECT key, time, state FROM streams WHERE key = ?');
  const putStream = db.prepare('INSERT OR REPLACE INTO streams (key, time, state) VALUES (?, ?, ?)');
  const findBody = db.prepare('SELECT received FROM bodies WHERE hash = ?');
  const putBody = db.prepare('INSERT OR REPLACE INTO bodies (hash, received) VALUES (?, ?)');
  const addCount = db.prepare(`INSERT INTO log_counts (time, service, level, count) VALUES (?, ?, ?, ?)
    ON CONFLICT (time, service, level) DO UPDATE SET count = count + excluded.count`);
  const counted = db.prepare('SELECT level, count FROM log_counts WHERE time = ? AND service = ?');
  const levels = createLevels(db);
  const expiring = [
    db.prepare('DELETE FROM bodies WHERE hash IN (SELECT hash FROM bodies WHERE received < ? LIMIT ?)'),
    db.prepare('DELETE FROM streams WHERE key IN (SELECT key FROM streams WHERE time < ? LIMIT ?)'),
    db.prepare(`DELETE FROM log_counts WHERE (time, service, level) IN
      (SELECT time, service, level FROM log_counts WHERE time < ? LIMIT ?)`),
  ];
  const hasLogs = (hash: Uint8Array): boolean => row(findBody, hash) !== undefined;

  return {
    stream: (key) => row<StreamEntry>(findStream, key),
    putStreams(entries) {
      transaction(db, () => {
        for (const { key, time, state } of entries) putStream.run(key, time, state);
      });
    },
    hasLogs,
    addLogs(hash, counts, now) {
      return transaction(db, () => {
        const repeated = hasLogs(hash);
        if (!repeated) {
          putBody.run(hash, now);
          for (const { time, service, level, count } of counts) {
            addCount.run(time, service, level, count);
            levels.see(service, level, time);
          }
        }
        const cells = new Map(counts.map(({ time, service }) => [`${time} ${service}`, { time, service }]));
        const totals = [...cells.values()].flatMap(({ time, service }): LogCount[] => {
          const found = rows<{ level: string; count: number }>(counted, time, service);
          const known = new Map(found.map(({ level, count }) => [level, count]));
          for (const level of levels.of(service, time)) if (!known.has(level)) known.set(level, 0);
          return [...known].map(([level, count]) => ({ time, service, level, count }));
        });
        return { repeated, totals };
      });
    },
    expire(now) {
      const before = [now - REPEATED_WITHIN_MS, now - STREAM_KEPT_MS, now - 2 * SILENT_AFTER_MS];
      return transaction(db, () =>
        expiring.reduce((sum, one, i) => sum + Number(one.run(before[i], EXPIRE_MOST).changes), 0),
      );
    },
  };
}

/** The levels that each service uses, and when it used them first and last. */
function createLevels(db: DatabaseSync) {
  const seen = new Map<string, Map<string, { first: number; last: number }>>();
  function see(service: string, level: string, time: number, until = time): void {
    const levels = seen.get(service) ?? new Map<string, { first: number; last: number }>();
    seen.set(service, levels);
    const { first, last } = levels.get(level) ?? { first: time, last: until };
    levels.set(level, { first: Math.min(first, time), last: Math.max(last, until) });
  }
  const stored = rows<{ service: string; level: string; first: number; last: number }>(
    db.prepare(
      `SELECT service, level, min(time) AS first, max(time) AS last FROM log_counts GROUP BY service, level`,
    ),
  );
  for (const { service, level, first, last } of stored) see(service, level, first, last);
  return {
    see: (service: string, level: string, time: number) => see(service, level, time),
    of: (service: string, time: number): string[] =>
      [...(seen.get(service) ?? [])]
        .filter(([, { first, last }]) => first < time && time - last < SILENT_AFTER_MS)
        .map(([level]) => level),
  };
}
