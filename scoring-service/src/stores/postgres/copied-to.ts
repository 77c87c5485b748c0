import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { row } from '../sqlite/sql.ts';

/** What a data folder remembers of its copy. */
export interface CopiedTo {
  /** Tells this folder from every other one. */
  readonly folderId: string;
  /** Where it was last copied to; null when it never was. */
  place(): string | null;
  remember(place: string): void;
}

/** On a database with ADMIN_MIGRATIONS. */
export function copiedTo(db: DatabaseSync): CopiedTo {
  const find = db.prepare('SELECT folder, place FROM copied_to');
  const found = (): { folder: string; place: string | null } | undefined => row(find);
  const folderId = found()?.folder ?? randomUUID();
  if (found() === undefined) db.prepare('INSERT INTO copied_to (folder) VALUES (?)').run(folderId);
  return {
    folderId,
    place: () => found()?.place ?? null,
    remember: (place) => void db.prepare('UPDATE copied_to SET place = ?').run(place),
  };
}
