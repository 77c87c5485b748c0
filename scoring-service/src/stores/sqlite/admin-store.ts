import type { DatabaseSync } from 'node:sqlite';
import { RegisteredApi } from '@lapwing/contract';
import type { AdminStore, AuditEntry } from '../admin-store.ts';
import { createAccounts } from './accounts.ts';
import { createDetectors } from './detectors.ts';
import { row, rows, transaction } from './sql.ts';
import { parseStored } from './stored-json.ts';

/** Entries of the audit log that are kept: years of a team's changes, in some 10 MB. */
const AUDIT_MOST = 100_000;

/** The admin store on a database with ADMIN_MIGRATIONS. Closing it closes the database. */
export function createSqliteAdminStore(db: DatabaseSync, now: () => number): AdminStore {
  const apis = db.prepare('SELECT body FROM apis ORDER BY api_id');
  const api = db.prepare('SELECT body FROM apis WHERE api_id = ?');
  const putApi = db.prepare(
    'INSERT INTO apis (api_id, body) VALUES (?, ?) ON CONFLICT (api_id) DO UPDATE SET body = excluded.body',
  );
  const secret = db.prepare('SELECT value FROM secrets WHERE name = ?');
  const putSecret = db.prepare('INSERT INTO secrets (name, value) VALUES (?, ?)');
  const putAudit = db.prepare('INSERT INTO audit (at, who, action, target, detail) VALUES (?, ?, ?, ?, ?)');
  const dropAudit = db.prepare('DELETE FROM audit WHERE seq <= ?');
  const audit = db.prepare('SELECT at, who, action, target, detail FROM audit ORDER BY seq DESC LIMIT ?');
  const apiOf = ({ body }: { body: string }): RegisteredApi =>
    parseStored(RegisteredApi, body, 'registered API');

  return {
    ...createDetectors(db, now),
    ...createAccounts(db, now),

    apis: () => rows<{ body: string }>(apis).map(apiOf),
    api(id) {
      const found = row<{ body: string }>(api, id);
      return found && apiOf(found);
    },
    putApi: (registered) => void putApi.run(registered.api_id, JSON.stringify(registered)),

    secret(name, make) {
      return transaction(db, () => {
        const found = row<{ value: string }>(secret, name);
        if (found !== undefined) return found.value;
        const value = make();
        putSecret.run(name, value);
        return value;
      });
    },

    audit(entry) {
      const { at, who, action, target, detail } = entry;
      transaction(db, () => {
        const { lastInsertRowid } = putAudit.run(at, who, action, target, detail);
        dropAudit.run(Number(lastInsertRowid) - AUDIT_MOST);
      });
    },
    auditLog: (most) => rows<AuditEntry>(audit, most).map((entry) => ({ ...entry })),
    close: () => db.close(),
  };
}
