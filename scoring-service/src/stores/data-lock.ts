import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LapwingError } from '../errors.ts';
import { storeError } from './sqlite/sql.ts';

/**
 * Holds a data folder for this process. The lock is SQLite's own on an empty database: the system frees it when the
 * process ends, however it ends, so that no stale lock is left behind. Throws LapwingError CONFLICT when it is held.
 */
export function lockDataFolder(folder: string): { release: () => void } {
  const file = path.join(folder, 'lock.db');
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 0 });
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    const known = storeError(error, file);
    if (!isLocked(error)) throw known;
    throw new LapwingError(
      'CONFLICT',
      {
        message: 'another Lapwing is running on this data folder',
        where: folder,
        hint: 'stop it first, or give this one a data folder of its own (`data` in lapwing.yaml)',
      },
      { cause: error },
    );
  }
  const held = db;
  return { release: () => held.close() };
}

const SQLITE_BUSY = 5;

function isLocked(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY;
}
