import type { DatabaseSync } from 'node:sqlite';
import type { KnownSpan, PeerNames, SpanKind, SpanRef, SpanWindow } from '@lapwing/engine/traces';
import { row, rows } from './sql.ts';

/**
 * Spans are known for so long after they came: senders repeat a request for a few minutes at most, and a parent comes as
 * late after its children as it lasted.
 */
const KNOWN_MS = 30 * 60_000;
/** Some 300 MB on disk. Beyond it the oldest go early: at 5,000 spans a second after seven minutes. */
const MOST_KNOWN = 2_000_000;
/** Rows removed for each that came: the window shrinks back while spans keep coming. */
const REMOVED_A_SPAN = 2;
const REMOVED_AT_LEAST = 1_000;

interface RecentRow {
  id: string;
  parent: string | null;
  service: string;
  kind: string;
  start: number;
  duration: number;
  error: number;
  peer: string | null;
  counted: number;
}

/** The spans of the last while in `recent` and `waiting`, of one transaction after another. */
export interface SqliteSpanWindow extends SpanWindow {
  /** Spans added from now on came then (epoch ms). */
  receivedAt(now: number): void;
  /** Removes what is too old or too much, after `came` spans were looked at. */
  trim(now: number, came: number): void;
}

export function createSpanWindow(db: DatabaseSync): SqliteSpanWindow {
  const insert = db.prepare(`INSERT INTO recent
    (id, received, parent, service, kind, start, duration, error, peer, counted)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  const find = db.prepare('SELECT * FROM recent WHERE id = ?');
  const mark = db.prepare('UPDATE recent SET counted = 1 WHERE id = ?');
  const wait = db.prepare(
    'INSERT INTO waiting (ref, child, received) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const waiting = db.prepare(
    'SELECT recent.* FROM waiting JOIN recent ON recent.id = waiting.child WHERE waiting.ref = ? ORDER BY recent.id',
  );
  const release = db.prepare('DELETE FROM waiting WHERE ref = ?');
  const count = db.prepare('SELECT count(*) AS count FROM recent');
  const trimSpans = db.prepare(`DELETE FROM recent WHERE id IN
    (SELECT id FROM recent WHERE received < ? ORDER BY received LIMIT ?)`);
  const trimWaits = db.prepare(`DELETE FROM waiting WHERE (ref, child) IN
    (SELECT ref, child FROM waiting WHERE received < ? ORDER BY received LIMIT ?)`);
  let received = 0;
  let known = row<{ count: number }>(count)?.count ?? 0;

  return {
    receivedAt(now) {
      received = now;
    },
    add(span) {
      const { parentId, service, kind, start, durationMs, error, peer, counted } = span;
      const id = idOf(span);
      const stored = insert.run(
        ...([id, received, parentId ?? null, service, kind, start, durationMs, error ? 1 : 0] as const),
        ...([peer ?? null, counted ? 1 : 0] as const),
      );
      if (Number(stored.changes) === 0) return false;
      known++;
      return true;
    },
    find(ref) {
      const found = row<RecentRow>(find, idOf(ref));
      return found === undefined ? undefined : spanOf(found);
    },
    markCounted: (span) => void mark.run(idOf(span)),
    wait: (ref, child) => void wait.run(idOf(ref), idOf(child), received),
    takeWaiting(ref) {
      const id = idOf(ref);
      const found = rows<RecentRow>(waiting, id);
      if (found.length > 0) release.run(id);
      return found.map(spanOf);
    },
    trim(now, came) {
      const before = known > MOST_KNOWN ? now : now - KNOWN_MS;
      const most = Math.max(REMOVED_AT_LEAST, came * REMOVED_A_SPAN);
      known -= Number(trimSpans.run(before, most).changes);
      trimWaits.run(before, most);
    },
  };
}

function idOf({ traceId, spanId }: SpanRef): string {
  return `${traceId}:${spanId}`;
}

function spanOf(found: RecentRow): KnownSpan {
  const [traceId, spanId] = found.id.split(':');
  return {
    ...{ traceId, spanId, parentId: found.parent ?? undefined, service: found.service },
    ...{ kind: found.kind as SpanKind, start: found.start, durationMs: found.duration },
    ...{ error: found.error === 1, peer: found.peer ?? undefined, counted: found.counted === 1 },
  };
}

/** Addresses of a source's callees: read once, and kept as they are learnt. */
export function createPeerNames(db: DatabaseSync, source: string): PeerNames {
  const stored = rows<{ address: string; service: string | null }>(
    db.prepare('SELECT address, service FROM peers WHERE source = ?'),
    source,
  );
  const known = new Map(stored.map(({ address, service }) => [address, service]));
  const put = db.prepare(`INSERT INTO peers (source, address, service) VALUES (?, ?, ?)
    ON CONFLICT (source, address) DO UPDATE SET service = excluded.service`);
  return {
    serviceAt: (address) => known.get(address),
    learn(address, service) {
      const before = known.get(address);
      if (before === null || before === service) return;
      if (before === undefined && known.size >= MOST_ADDRESSES) return;
      const now = before === undefined ? service : null;
      known.set(address, now);
      put.run(source, address, now);
    },
  };
}

/** Addresses with numbers of their own (pods) could be without end; those of what matters come first. */
const MOST_ADDRESSES = 50_000;
