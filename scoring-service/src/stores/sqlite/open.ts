import { DatabaseSync } from 'node:sqlite';
import { LapwingError } from '../../errors.ts';
import { row, storeError, transaction } from './sql.ts';

/**
 * How sure a commit is (docs/decisions/0002-sqlite-is-the-outbox.md). `process`: survives the end of the process at
 * any moment; a power cut may take the last commits, whole ones, in order. `disk`: survives a power cut too.
 */
type Durability = 'process' | 'disk';

export interface SqliteOptions {
  file: string;
  durability: Durability;
  /** SQL of each version, oldest first; a database at version n has had the first n. */
  migrations: readonly string[];
}

/** Pages kept in memory: the indexes of a few million scores fit, and it is still small beside the banks. */
const CACHE_KIB = 65_536;
/** A step of a million scores makes a long log; it shrinks to this afterwards. */
const LOG_BYTES = 64 * 1024 * 1024;
/** Waits this long for another connection of the same process or a backup tool. */
const BUSY_MS = 5_000;

/**
 * Opens (or makes) a database in WAL mode and brings it to the newest version.
 * Throws LapwingError STORE_UNAVAILABLE when the file is newer than this program, damaged, or not writable.
 */
export function openSqlite(options: SqliteOptions): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(options.file, { timeout: BUSY_MS });
    db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = ${options.durability === 'disk' ? 'FULL' : 'NORMAL'};
      PRAGMA cache_size = -${CACHE_KIB};
      PRAGMA journal_size_limit = ${LOG_BYTES};
      PRAGMA foreign_keys = OFF;
    `);
    migrate(db, options);
    return db;
  } catch (error) {
    db?.close();
    throw storeError(error, options.file);
  }
}

function migrate(db: DatabaseSync, { file, migrations }: SqliteOptions): void {
  const version = row<{ user_version: number }>(db.prepare('PRAGMA user_version'))?.user_version ?? 0;
  if (version > migrations.length) {
    throw new LapwingError('STORE_UNAVAILABLE', {
      message: `the database has version ${version}; this program knows versions up to ${migrations.length}`,
      where: file,
      hint: 'start the newer Lapwing that wrote it, or point `data` at another folder',
    });
  }
  if (version === migrations.length) return;
  transaction(db, () => {
    for (const sql of migrations.slice(version)) db.exec(sql);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}
