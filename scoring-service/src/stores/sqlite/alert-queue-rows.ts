import type { DatabaseSync } from 'node:sqlite';
import { NotificationEvent, NotificationStatus, Severity } from '@lapwing/contract';
import { z } from 'zod';
import { AlertSubject, type NotificationFilter, type QueuedNotification } from '../alert-queue-store.ts';
import { decodeCursor, encodeCursor } from '../page-cursor.ts';
import type { Page, PageRequest } from '../score-store.ts';
import { add, where, type Conditions } from './conditions.ts';
import { row, rows } from './sql.ts';
import { parseStored } from './stored-json.ts';

export const QUEUED_COLUMNS =
  'id, dedup_id, channel, event, subject, previous_severity, status, attempts, created_at, next_at, sent_at, answer';

export interface QueuedRow {
  id: number;
  dedup_id: string;
  channel: string;
  event: string;
  subject: string;
  previous_severity: string | null;
  status: string;
  attempts: number;
  created_at: number;
  next_at: number;
  sent_at: number | null;
  answer: string;
}

export function queuedOf(found: QueuedRow): QueuedNotification {
  return {
    id: found.id,
    dedupId: found.dedup_id,
    channel: found.channel,
    event: NotificationEvent.parse(found.event),
    subject: parseStored(AlertSubject, found.subject, `notification ${found.id}`),
    previousSeverity: Severity.nullable().parse(found.previous_severity),
    status: NotificationStatus.parse(found.status),
    attempts: found.attempts,
    at: found.created_at,
    nextAt: found.next_at,
    sentAt: found.sent_at,
    answer: found.answer,
  };
}

/** The id of the last one of a page. */
const Place = z.tuple([z.number()]);

export function pageOfNotifications(
  db: DatabaseSync,
  { statuses, channel, subjectId }: NotificationFilter,
  page: PageRequest,
): Page<QueuedNotification> {
  const conditions: Conditions = { parts: [], values: [] };
  if (statuses !== undefined)
    add(conditions, `status IN (${statuses.map(() => '?').join(', ')})`, ...statuses);
  if (channel !== undefined) add(conditions, 'channel = ?', channel);
  if (subjectId !== undefined) add(conditions, 'subject_id = ?', subjectId);
  const counted = row<{ total: number }>(
    db.prepare(`SELECT count(*) AS total FROM notifications ${where(conditions)}`),
    ...conditions.values,
  );
  if (page.cursor !== undefined) add(conditions, 'id < ?', ...decodeCursor(page.cursor, Place));
  const found = rows<QueuedRow>(
    db.prepare(`SELECT ${QUEUED_COLUMNS} FROM notifications ${where(conditions)} ORDER BY id DESC LIMIT ?`),
    ...conditions.values,
    page.limit + 1,
  );
  const items = found.slice(0, page.limit);
  const last = items.at(-1);
  const next = found.length > items.length && last !== undefined ? encodeCursor([last.id]) : null;
  return { items: items.map(queuedOf), next, total: counted?.total ?? 0 };
}
