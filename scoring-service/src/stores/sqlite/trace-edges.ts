import type { DatabaseSync } from 'node:sqlite';
import { LogHistogram, type Cell } from '@lapwing/engine/traces';
import type { StoredEdge, TraceStore } from '../trace-store.ts';
import { row, rows } from './sql.ts';

const DAY_MS = 86_400_000;

interface EdgeRow {
  source: string;
  caller: string;
  callee: string;
  day: number;
  calls: number;
  errors: number;
  durations: Uint8Array;
  first_seen: number;
  last_seen: number;
}

/** Who calls whom: counts and durations that are halved each day, so that they tell of late. */
export interface EdgeTable {
  learn(source: string, caller: string, callee: string, cell: Cell, time: number): void;
  all: TraceStore['edges'];
}

export function createEdgeTable(db: DatabaseSync): EdgeTable {
  const find = db.prepare('SELECT * FROM edges WHERE source = ? AND caller = ? AND callee = ?');
  const put = db.prepare(`INSERT OR REPLACE INTO edges
    (source, caller, callee, day, calls, errors, durations, first_seen, last_seen)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const seen = db.prepare('SELECT * FROM edges WHERE last_seen >= ? ORDER BY source, caller, callee');
  return {
    learn(source, caller, callee, cell, time) {
      const day = Math.floor(time / DAY_MS);
      const known = row<EdgeRow>(find, source, caller, callee);
      const edge = aged(known, day);
      edge.durations.merge(cell.durations);
      put.run(
        ...([source, caller, callee, Math.max(day, known?.day ?? day)] as const),
        ...([edge.calls + cell.count, edge.errors + cell.errors, edge.durations.encode()] as const),
        ...([Math.min(known?.first_seen ?? time, time), Math.max(known?.last_seen ?? time, time)] as const),
      );
    },
    all: ({ source, seenSince }) =>
      rows<EdgeRow>(seen, seenSince)
        .filter((edge) => source === undefined || edge.source === source)
        .map(stored),
  };
}

function aged(
  known: EdgeRow | undefined,
  day: number,
): { calls: number; errors: number; durations: LogHistogram } {
  if (known === undefined) return { calls: 0, errors: 0, durations: new LogHistogram() };
  const durations = LogHistogram.decode(known.durations);
  const days = Math.max(0, day - known.day);
  for (let i = 0; i < days && durations.total > 0; i++) durations.halve();
  const share = 2 ** -days;
  return { calls: Math.floor(known.calls * share), errors: Math.floor(known.errors * share), durations };
}

function stored(edge: EdgeRow): StoredEdge {
  const durations = LogHistogram.decode(edge.durations);
  return {
    ...{
      source: edge.source,
      caller: edge.caller,
      callee: edge.callee,
      calls: edge.calls,
      errors: edge.errors,
    },
    ...{ p50: durations.quantile(0.5), p95: durations.quantile(0.95) },
    ...{ firstSeen: edge.first_seen, lastSeen: edge.last_seen },
  };
}
