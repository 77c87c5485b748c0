import type { DatabaseSync } from 'node:sqlite';
import type { DeadLetter, DeadLetterStore } from '../dead-letter-store.ts';
import { row, rows, transaction } from './sql.ts';

/** Kept at most: enough to see what is wrong, some 20 MB; a mapping that refuses all must not fill the disk. */
const DEAD_LETTERS_MOST = 10_000;

/** The dead letters in a database with SCORE_MIGRATIONS. A document that is refused again replaces its letter. */
export function createSqliteDeadLetters(db: DatabaseSync): DeadLetterStore {
  const put = db.prepare(`INSERT INTO dead_letters (document_id, index_name, reason, document, at)
    VALUES (?, ?, ?, ?, ?) ON CONFLICT (document_id) DO UPDATE SET index_name = excluded.index_name,
      reason = excluded.reason, document = excluded.document, at = excluded.at`);
  const trim = db.prepare(`DELETE FROM dead_letters WHERE document_id IN
    (SELECT document_id FROM dead_letters ORDER BY at DESC LIMIT -1 OFFSET ?)`);
  const list = db.prepare(`SELECT document_id AS documentId, index_name AS "index", reason, document, at
    FROM dead_letters ORDER BY at DESC, document_id LIMIT ?`);
  const count = db.prepare('SELECT count(*) AS count FROM dead_letters');
  const remove = db.prepare('DELETE FROM dead_letters WHERE at < ?');

  return {
    put(letters) {
      transaction(db, () => {
        for (const letter of letters) {
          put.run(letter.documentId, letter.index, letter.reason, letter.document, letter.at);
        }
        trim.run(DEAD_LETTERS_MOST);
      });
    },
    list: (most) => rows<DeadLetter>(list, most).map((letter) => ({ ...letter })),
    count: () => row<{ count: number }>(count)?.count ?? 0,
    expire: (beforeMs) => Number(remove.run(beforeMs).changes),
  };
}
