import type { DatabaseSync } from 'node:sqlite';
import { Feedback } from '@lapwing/contract';
import { z } from 'zod';
import type { FeedbackFilter, FeedbackStore } from '../feedback-store.ts';
import { decodeCursor, encodeCursor } from '../page-cursor.ts';
import { add, where, type Conditions } from './conditions.ts';
import { row, rows, transaction } from './sql.ts';
import { parseStored } from './stored-json.ts';

/** Time of making (epoch ms) and id of the last one of a page. */
const Place = z.tuple([z.number(), z.string()]);

interface FeedbackRow {
  id: string;
  created_at: number;
  body: string;
}

/** The feedback store on a database with ADMIN_MIGRATIONS. */
export function createSqliteFeedbackStore(db: DatabaseSync): FeedbackStore {
  const put = db.prepare(`INSERT INTO feedback
      (id, created_at, detector_id, signal_id, anomaly_id, verdict, removed, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET removed = excluded.removed, body = excluded.body`);
  const one = db.prepare('SELECT id, created_at, body FROM feedback WHERE id = ?');
  const every = db.prepare('SELECT id, created_at, body FROM feedback ORDER BY created_at, id');
  const forget = db.prepare('DELETE FROM feedback WHERE detector_id = ?');

  return {
    put(feedback) {
      const { id, created_at, detector_id, signal_id, anomaly_id, verdict, removed_at } = feedback;
      const removed = removed_at === null ? 0 : 1;
      const body = JSON.stringify(feedback);
      transaction(db, () =>
        put.run(id, Date.parse(created_at), detector_id, signal_id, anomaly_id, verdict, removed, body),
      );
    },
    get(id) {
      const found = row<FeedbackRow>(one, id);
      return found && feedbackOf(found);
    },
    list(filter, page) {
      const conditions = conditionsOf(filter);
      const counted = row<{ total: number }>(
        db.prepare(`SELECT count(*) AS total FROM feedback ${where(conditions)}`),
        ...conditions.values,
      );
      if (page.cursor !== undefined) {
        add(conditions, '(created_at, id) < (?, ?)', ...decodeCursor(page.cursor, Place));
      }
      const found = rows<FeedbackRow>(
        db.prepare(`SELECT id, created_at, body FROM feedback ${where(conditions)}
          ORDER BY created_at DESC, id DESC LIMIT ?`),
        ...conditions.values,
        page.limit + 1,
      );
      const items = found.slice(0, page.limit);
      const last = items.at(-1);
      const next =
        found.length > items.length && last !== undefined ? encodeCursor([last.created_at, last.id]) : null;
      return { items: items.map(feedbackOf), next, total: counted?.total ?? 0 };
    },
    all: () => rows<FeedbackRow>(every).map(feedbackOf),
    forgetDetector: (detectorId) => void forget.run(detectorId),
  };
}

function conditionsOf(filter: FeedbackFilter): Conditions {
  const conditions: Conditions = { parts: [], values: [] };
  if (filter.detectorId !== undefined) add(conditions, 'detector_id = ?', filter.detectorId);
  if (filter.signalId !== undefined) add(conditions, 'signal_id = ?', filter.signalId);
  if (filter.anomalyId !== undefined) add(conditions, 'anomaly_id = ?', filter.anomalyId);
  if (filter.anomalyIds !== undefined) {
    add(conditions, 'anomaly_id IN (SELECT value FROM json_each(?))', JSON.stringify(filter.anomalyIds));
  }
  if (filter.verdict !== undefined) add(conditions, 'verdict = ?', filter.verdict);
  if (filter.removed !== true) add(conditions, 'removed = 0');
  return conditions;
}

function feedbackOf({ id, body }: FeedbackRow): Feedback {
  return parseStored(Feedback, body, `feedback ${id}`);
}
