import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { LapwingError } from '../../errors.ts';

/** All rows of a query, typed by the caller who wrote its columns. */
export function rows<Row>(statement: StatementSync, ...values: SQLInputValue[]): Row[] {
  return statement.all(...values) as unknown as Row[];
}

/** The first row of a query, typed by the caller who wrote its columns. */
export function row<Row>(statement: StatementSync, ...values: SQLInputValue[]): Row | undefined {
  return statement.get(...values) as unknown as Row | undefined;
}

/** The rows of a query one by one, so that a long range never lies in memory whole. */
export function eachRow<Row>(statement: StatementSync, ...values: SQLInputValue[]): IterableIterator<Row> {
  return statement.iterate(...values) as unknown as IterableIterator<Row>;
}

/** Runs `work` in one transaction: all of it is stored, or none of it. */
export function transaction<Result>(db: DatabaseSync, work: () => Result): Result {
  try {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite rolls back by itself on some errors (a full disk): a second ROLLBACK would hide the first error.
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  } catch (error) {
    throw storeError(error, db.location() ?? 'database in memory');
  }
}

/** What the disk did wrong, by SQLite's primary result code (https://www.sqlite.org/rescode.html). */
const DISK_TROUBLE: Readonly<Record<number, { message: string; hint: string }>> = {
  5: { message: 'the database is locked', hint: 'stop the other program that has the file open' },
  8: { message: 'the database can only be read', hint: 'make the file and its folder writable' },
  10: { message: 'the disk failed to read or write', hint: "see the system's log about the disk" },
  11: { message: 'the database file is damaged', hint: 'restore it, or move it away to start anew' },
  13: { message: 'the disk is full', hint: 'free some space, or shorten the retention' },
  14: { message: 'the database file cannot be opened', hint: 'make the data folder writable' },
  26: { message: 'the file is not a SQLite database', hint: 'restore it, or move it away to start anew' },
};

/** Makes what SQLite says of the disk known as STORE_UNAVAILABLE; leaves every other error as it is. */
export function storeError(error: unknown, where: string): unknown {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  const trouble = DISK_TROUBLE[code];
  if (trouble === undefined) return error;
  return new LapwingError('STORE_UNAVAILABLE', { ...trouble, where }, { cause: error });
}

/** NaN for what SQLite holds as NULL: it has no NaN. */
export function orNaN(value: number | null): number {
  return value ?? Number.NaN;
}

export function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

export function isoOrNull(timeMs: number | null): string | null {
  return timeMs === null ? null : iso(timeMs);
}
