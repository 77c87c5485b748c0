import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 5;

/** Rows that a running service has committed so far; 0 before its store is there. */
function committedRows(folder: string): number {
  const file = path.join(folder, 'scores.db');
  if (!existsSync(file)) return 0;
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'scores'").get();
    if (table === undefined) return 0;
    return Number(db.prepare('SELECT count(*) AS rows FROM scores').get()?.['rows'] ?? 0);
  } finally {
    db.close();
  }
}

/** Waits until the service has committed more than `rows` rows, or `patienceMs` is over. */
export async function moreThan(rows: number, folder: string, patienceMs: number): Promise<void> {
  const until = Date.now() + patienceMs;
  while (committedRows(folder) <= rows && Date.now() < until) await sleep(POLL_MS);
}
