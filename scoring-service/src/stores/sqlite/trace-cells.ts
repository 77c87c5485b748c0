import type { DatabaseSync } from 'node:sqlite';
import { Cell, LogHistogram, type CallExample } from '@lapwing/engine/traces';
import type { TimeRange } from '../../sources/source.ts';
import type { StoredCell } from '../trace-store.ts';
import { eachRow, row } from './sql.ts';

export interface CellRow {
  time: number;
  grp: number;
  count: number;
  errors: number;
  durations: Uint8Array;
  slow_ms: number | null;
  slow_trace: string | null;
  slow_span: string | null;
  fail_ms: number | null;
  fail_trace: string | null;
  fail_span: string | null;
}

/** Cells in their table, by interval and group. */
export interface CellTable {
  /** Adds a cell's calls to what is there. */
  merge(group: number, time: number, cell: Cell): void;
  clear(source: string, range: TimeRange): void;
  range(source: string, range: TimeRange): IterableIterator<StoredCell>;
}

export function createCellTable(db: DatabaseSync): CellTable {
  const find = db.prepare('SELECT * FROM cells WHERE time = ? AND grp = ?');
  const put = db.prepare(`INSERT OR REPLACE INTO cells
    (time, grp, count, errors, durations, slow_ms, slow_trace, slow_span, fail_ms, fail_trace, fail_span)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const clear = db.prepare(`DELETE FROM cells WHERE time >= ? AND time < ?
    AND grp IN (SELECT key FROM groups WHERE source = ?)`);
  const range = db.prepare(`SELECT cells.* FROM cells JOIN groups ON groups.key = cells.grp
    WHERE cells.time >= ? AND cells.time < ? AND groups.source = ? ORDER BY cells.time, cells.grp`);

  return {
    merge(group, time, cell) {
      const found = row<CellRow>(find, time, group);
      const whole = found === undefined ? cell : cellOf(found);
      if (found !== undefined) whole.merge(cell);
      const { count, errors, durations, slowest, failed } = whole;
      put.run(
        ...([time, group, count, errors, durations.encode()] as const),
        ...([...columnsOf(slowest), ...columnsOf(failed)] as const),
      );
    },
    clear: (source, { from, to }) => void clear.run(from, to, source),
    *range(source, { from, to }) {
      for (const found of eachRow<CellRow>(range, from, to, source)) {
        yield { key: found.grp, time: found.time, cell: cellOf(found) };
      }
    },
  };
}

function columnsOf(example: CallExample | undefined): [number | null, string | null, string | null] {
  return [example?.durationMs ?? null, example?.traceId ?? null, example?.spanId ?? null];
}

function cellOf(found: CellRow): Cell {
  const cell = new Cell();
  cell.count = found.count;
  cell.errors = found.errors;
  cell.durations = LogHistogram.decode(found.durations);
  cell.slowest = exampleOf(found.slow_ms, found.slow_trace, found.slow_span);
  cell.failed = exampleOf(found.fail_ms, found.fail_trace, found.fail_span);
  return cell;
}

function exampleOf(
  ms: number | null,
  traceId: string | null,
  spanId: string | null,
): CallExample | undefined {
  return ms === null || traceId === null || spanId === null ? undefined : { durationMs: ms, traceId, spanId };
}
