import type { DatabaseSync } from 'node:sqlite';
import { OperationNames, type NamedOperation } from '@lapwing/engine/traces';
import { rows } from './sql.ts';

/** A source's operation names, as they were kept; and the writing of what changed. */
export interface OperationTable {
  load(source: string): OperationNames;
  /** Answers the operations that lost their name. */
  save(source: string, names: OperationNames): NamedOperation[];
}

export function createOperationTable(db: DatabaseSync, most: number): OperationTable {
  const all = db.prepare(
    'SELECT service, operation, count FROM operations WHERE source = ? ORDER BY service, operation',
  );
  const put = db.prepare(
    'INSERT OR REPLACE INTO operations (source, service, operation, count) VALUES (?, ?, ?, ?)',
  );
  const remove = db.prepare('DELETE FROM operations WHERE source = ? AND service = ? AND operation = ?');
  return {
    load: (source) => new OperationNames(most, rows<NamedOperation>(all, source)),
    save(source, names) {
      const { changed, retired } = names.takeChanges();
      for (const { service, operation, count } of changed) put.run(source, service, operation, count);
      for (const { service, operation } of retired) remove.run(source, service, operation);
      return retired;
    },
  };
}
