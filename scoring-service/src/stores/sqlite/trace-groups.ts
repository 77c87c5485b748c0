import type { DatabaseSync } from 'node:sqlite';
import type { CallGroup } from '@lapwing/engine/traces';
import type { GroupEntry } from '../trace-store.ts';
import { row, rows } from './sql.ts';

export interface GroupRow {
  key: number;
  source: string;
  kind: string;
  service: string;
  name: string;
  first_seen: number;
  last_seen: number;
  retired: number;
}

/** What calls are counted by, with the numbers that cells name them by. */
export interface GroupTable {
  /** The group's number, made when it is new; it has calls in the interval that begins at `time`. */
  see(source: string, group: CallGroup, time: number): number;
  retire(source: string, service: string, operation: string): void;
  all(source: string): GroupEntry[];
}

export function createGroupTable(db: DatabaseSync): GroupTable {
  const see = db.prepare(`INSERT INTO groups (source, kind, service, name, first_seen, last_seen)
    VALUES (?1, ?2, ?3, ?4, ?5, ?5) ON CONFLICT (source, kind, service, name) DO UPDATE SET
    first_seen = min(first_seen, ?5), last_seen = max(last_seen, ?5), retired = 0 RETURNING key`);
  const retire = db.prepare(
    `UPDATE groups SET retired = 1 WHERE source = ? AND kind = 'operation' AND service = ? AND name = ?`,
  );
  const all = db.prepare('SELECT * FROM groups WHERE source = ? ORDER BY key');
  return {
    see(source, group, time) {
      const { kind, service, name } = columnsOf(group);
      return row<{ key: number }>(see, source, kind, service, name, time)?.key ?? 0;
    },
    retire: (source, service, operation) => void retire.run(source, service, operation),
    all: (source) =>
      rows<GroupRow>(all, source).map((found) => ({
        key: found.key,
        group: groupOf(found),
        firstSeen: found.first_seen,
        lastSeen: found.last_seen,
        retired: found.retired === 1,
      })),
  };
}

/** `service` is the one that is called; `name` its operation, or the caller. */
function columnsOf(group: CallGroup): { kind: string; service: string; name: string } {
  switch (group.by) {
    case 'service':
      return { kind: group.by, service: group.service, name: '' };
    case 'operation':
      return { kind: group.by, service: group.service, name: group.operation };
    case 'edge':
      return { kind: group.by, service: group.callee, name: group.caller };
  }
}

export function groupOf({ kind, service, name }: Pick<GroupRow, 'kind' | 'service' | 'name'>): CallGroup {
  if (kind === 'edge') return { by: 'edge', caller: name, callee: service };
  return kind === 'operation' ? { by: 'operation', service, operation: name } : { by: 'service', service };
}
