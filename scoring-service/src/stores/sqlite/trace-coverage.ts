import type { DatabaseSync } from 'node:sqlite';
import type { TimeRange } from '../../sources/source.ts';
import { rows } from './sql.ts';

/** Which stretches of a source have been pulled; neighbours are kept as one. */
export interface Coverage {
  add(source: string, range: TimeRange): void;
  missing(source: string, range: TimeRange): TimeRange[];
  /** Before this nothing is covered any more. */
  forget(beforeMs: number): void;
}

/** `table` has the columns source, start and end. */
export function createCoverage(
  db: DatabaseSync,
  table: 'covered' | 'log_covered' | 'behaviour_covered' = 'covered',
): Coverage {
  const touching = db.prepare(
    `SELECT start, end FROM ${table} WHERE source = ? AND start <= ? AND end >= ? ORDER BY start`,
  );
  const remove = db.prepare(`DELETE FROM ${table} WHERE source = ? AND start = ?`);
  const put = db.prepare(`INSERT OR REPLACE INTO ${table} (source, start, end) VALUES (?, ?, ?)`);
  const forget = db.prepare(`DELETE FROM ${table} WHERE end <= ?`);
  const cut = db.prepare(`UPDATE OR REPLACE ${table} SET start = ?1 WHERE start < ?1`);
  const at = (source: string, { from, to }: TimeRange) =>
    rows<{ start: number; end: number }>(touching, source, to, from);
  return {
    add(source, range) {
      const { from, to } = range;
      let [start, end] = [from, to];
      for (const part of at(source, range)) {
        start = Math.min(start, part.start);
        end = Math.max(end, part.end);
        remove.run(source, part.start);
      }
      put.run(source, start, end);
    },
    missing(source, range) {
      const gaps: TimeRange[] = [];
      let { from } = range;
      for (const { start, end } of at(source, range)) {
        if (start > from) gaps.push({ from, to: Math.min(start, range.to) });
        from = Math.max(from, end);
      }
      if (from < range.to) gaps.push({ from, to: range.to });
      return gaps;
    },
    forget(beforeMs) {
      forget.run(beforeMs);
      cut.run(beforeMs);
    },
  };
}
