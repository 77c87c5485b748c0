import type { DatabaseSync } from 'node:sqlite';
import { Silence, type NotificationEvent } from '@lapwing/contract';
import { z } from 'zod';
import {
  AlertSubject,
  Told,
  type AlertQueueStore,
  type AlertThread,
  type NewNotification,
} from '../alert-queue-store.ts';
import { pageOfNotifications, QUEUED_COLUMNS, queuedOf, type QueuedRow } from './alert-queue-rows.ts';
import { row, rows, transaction } from './sql.ts';
import { parseStored } from './stored-json.ts';

const REFRESHED: NotificationEvent = 'refreshed';
const TELLINGS = z.record(z.string(), Told);

interface ThreadRow {
  id: string;
  subject: string;
  told: string;
  since: number;
  settled: number;
}

/** The alert queue on a database with ALERT_QUEUE_MIGRATIONS. */
export function createSqliteAlertQueue(db: DatabaseSync): AlertQueueStore {
  const statements = prepare(db);
  const putThread = ({ subject, told, since, settled }: AlertThread): void => {
    const updated = Date.parse(subject.updated_at);
    const body = JSON.stringify(subject);
    statements.putThread.run(subject.id, body, JSON.stringify(told), since, updated, settled ? 1 : 0);
  };
  const enqueue = (one: NewNotification): void => {
    const { dedupId, channel, event, subject, previousSeverity, at } = one;
    // While one waits, whatever it is, the alert is brought up to date by that.
    if (event === REFRESHED && row(statements.anyWaiting, subject.id, channel) !== undefined) return;
    const body = JSON.stringify(subject);
    statements.enqueue.run(dedupId, channel, subject.id, event, body, previousSeverity, at, at);
  };
  const one = (found: QueuedRow | undefined) => found && queuedOf(found);

  return {
    cursors: () =>
      row<{ incidents: number; anomalies: number }>(statements.cursors) ?? { incidents: 0, anomalies: 0 },
    commit({ cursors, threads, notifications }) {
      transaction(db, () => {
        statements.setCursors.run(cursors.incidents, cursors.anomalies);
        for (const thread of threads) putThread(thread);
        for (const notification of notifications) enqueue(notification);
      });
    },
    thread(id) {
      const found = row<ThreadRow>(statements.thread, id);
      return found && threadOf(found);
    },
    unsettled: () => rows<ThreadRow>(statements.unsettled).map(threadOf),

    due: (channel, now) => one(row<QueuedRow>(statements.due, channel, now)),
    nextAt: (channel) => row<{ next: number | null }>(statements.nextAt, channel)?.next ?? undefined,
    begin: (id) => void statements.begin.run(id),
    sent(id, answer, at) {
      // A refreshed alert is told again and again: nobody wants the list of it.
      transaction(db, () => {
        statements.sent.run(at, answer, id);
        statements.dropRefreshed.run(id);
      });
    },
    failed(id, answer, nextAt) {
      if (nextAt === undefined) statements.dead.run(answer, id);
      else statements.later.run(answer, nextAt, id);
    },
    bury(channels, answer) {
      const known = JSON.stringify(channels);
      return Number(statements.bury.run(answer, known).changes);
    },
    retry: (id, now) => Number(statements.retry.run(now, now, id).changes) > 0,
    notification: (id) => one(row<QueuedRow>(statements.byId, id)),
    notifications: (filter, page) => pageOfNotifications(db, filter, page),
    counts(channel) {
      const counted = rows<{ status: string; count: number }>(statements.counts, channel);
      const of = (status: string): number => counted.find((each) => each.status === status)?.count ?? 0;
      return { waiting: of('waiting'), dead: of('dead') };
    },

    silences: (now) =>
      rows<{ id: string; body: string }>(statements.silences, now).map(({ id, body }) =>
        parseStored(Silence, body, `silence ${id}`),
      ),
    addSilence: (silence) =>
      void statements.addSilence.run(silence.id, Date.parse(silence.until), JSON.stringify(silence)),
    removeSilence: (id) => Number(statements.removeSilence.run(id).changes) > 0,

    expire: (beforeMs) =>
      transaction(db, () =>
        [statements.oldThreads, statements.oldNotifications, statements.oldSilences].reduce(
          (sum, statement) => sum + Number(statement.run(beforeMs).changes),
          0,
        ),
      ),
    close: () => db.close(),
  };
}

function threadOf({ id, subject, told, since, settled }: ThreadRow): AlertThread {
  return {
    subject: parseStored(AlertSubject, subject, `alert ${id}`),
    told: parseStored(TELLINGS, told, `tellings of alert ${id}`),
    since,
    settled: settled === 1,
  };
}

function prepare(db: DatabaseSync) {
  return {
    cursors: db.prepare('SELECT incidents, anomalies FROM cursors'),
    setCursors: db.prepare('UPDATE cursors SET incidents = ?, anomalies = ?'),
    putThread: db.prepare(`INSERT INTO threads (id, subject, told, since, updated, settled)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET subject = excluded.subject, told = excluded.told,
      updated = excluded.updated, settled = excluded.settled`),
    thread: db.prepare('SELECT id, subject, told, since, settled FROM threads WHERE id = ?'),
    unsettled: db.prepare(
      'SELECT id, subject, told, since, settled FROM threads WHERE settled = 0 ORDER BY since, id',
    ),
    enqueue: db.prepare(`INSERT INTO notifications (dedup_id, channel, subject_id, event, subject,
      previous_severity, created_at, next_at, status, attempts, answer)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0, '') ON CONFLICT (dedup_id) DO NOTHING`),
    anyWaiting: db.prepare(`SELECT 1 FROM notifications
      WHERE subject_id = ? AND channel = ? AND status = 'waiting' LIMIT 1`),
    due: db.prepare(`SELECT ${QUEUED_COLUMNS} FROM notifications n
      WHERE channel = ? AND status = 'waiting' AND next_at <= ? AND NOT EXISTS (SELECT 1 FROM notifications b
        WHERE b.subject_id = n.subject_id AND b.channel = n.channel AND b.status = 'waiting' AND b.id < n.id)
      ORDER BY id LIMIT 1`),
    nextAt: db.prepare(`SELECT min(next_at) AS next FROM notifications n
      WHERE channel = ? AND status = 'waiting' AND NOT EXISTS (SELECT 1 FROM notifications b
        WHERE b.subject_id = n.subject_id AND b.channel = n.channel AND b.status = 'waiting' AND b.id < n.id)`),
    begin: db.prepare('UPDATE notifications SET attempts = attempts + 1 WHERE id = ?'),
    sent: db.prepare("UPDATE notifications SET status = 'sent', sent_at = ?, answer = ? WHERE id = ?"),
    dropRefreshed: db.prepare(`DELETE FROM notifications WHERE id = ? AND event = '${REFRESHED}'`),
    later: db.prepare('UPDATE notifications SET answer = ?, next_at = ? WHERE id = ?'),
    dead: db.prepare("UPDATE notifications SET status = 'dead', answer = ? WHERE id = ?"),
    bury: db.prepare(`UPDATE notifications SET status = 'dead', answer = ? WHERE status = 'waiting'
      AND channel NOT IN (SELECT value FROM json_each(?))`),
    retry: db.prepare(`UPDATE notifications SET status = 'waiting', next_at = ?, created_at = ?, attempts = 0
      WHERE id = ? AND status = 'dead'`),
    byId: db.prepare(`SELECT ${QUEUED_COLUMNS} FROM notifications WHERE id = ?`),
    counts: db.prepare(
      'SELECT status, count(*) AS count FROM notifications WHERE channel = ? GROUP BY status',
    ),
    silences: db.prepare('SELECT id, body FROM silences WHERE until > ? ORDER BY until, id'),
    addSilence: db.prepare('INSERT INTO silences (id, until, body) VALUES (?, ?, ?)'),
    removeSilence: db.prepare('DELETE FROM silences WHERE id = ?'),
    oldThreads: db.prepare('DELETE FROM threads WHERE settled = 1 AND updated < ?'),
    oldNotifications: db.prepare("DELETE FROM notifications WHERE status <> 'waiting' AND created_at < ?"),
    oldSilences: db.prepare('DELETE FROM silences WHERE until < ?'),
  };
}
