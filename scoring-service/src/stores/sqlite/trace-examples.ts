import type { DatabaseSync } from 'node:sqlite';
import type { ExampleQuery, StoredExample } from '../trace-store.ts';
import { add, where, type Conditions } from './conditions.ts';
import type { CellRow } from './trace-cells.ts';
import { groupOf, type GroupRow } from './trace-groups.ts';
import { rows } from './sql.ts';

/** The examples of a group's cells, slowest first. */
export function findExamples(db: DatabaseSync, query: ExampleQuery): StoredExample[] {
  const { service, operation, caller, source, errorsOnly = false, range, limit } = query;
  const conditions: Conditions = { parts: [], values: [] };
  add(conditions, 'groups.service = ?', service);
  add(
    conditions,
    'groups.kind = ?',
    caller !== undefined ? 'edge' : operation !== undefined ? 'operation' : 'service',
  );
  const name = caller ?? operation;
  if (name !== undefined) add(conditions, 'groups.name = ?', name);
  if (source !== undefined) add(conditions, 'groups.source = ?', source);
  add(conditions, 'cells.time >= ? AND cells.time < ?', range.from, range.to);
  const found = rows<CellRow & GroupRow>(
    db.prepare(
      `SELECT groups.*, cells.* FROM groups JOIN cells ON cells.grp = groups.key ${where(conditions)}`,
    ),
    ...conditions.values,
  );
  const examples = found.flatMap((cell) => examplesOf(cell, errorsOnly));
  return examples.sort((a, b) => b.durationMs - a.durationMs || b.time - a.time).slice(0, limit);
}

function examplesOf(cell: CellRow & GroupRow, errorsOnly: boolean): StoredExample[] {
  const common = { source: cell.source, group: groupOf(cell), time: cell.time };
  const failed = example(cell.fail_ms, cell.fail_trace, cell.fail_span);
  const slowest = example(cell.slow_ms, cell.slow_trace, cell.slow_span);
  const both = failed === undefined ? [] : [{ ...common, ...failed, error: true }];
  // The slowest may be the slowest that failed.
  const same =
    failed !== undefined && slowest?.spanId === failed.spanId && slowest.traceId === failed.traceId;
  if (slowest !== undefined && !same && !errorsOnly) both.push({ ...common, ...slowest, error: false });
  return both;
}

function example(durationMs: number | null, traceId: string | null, spanId: string | null) {
  if (durationMs === null || traceId === null || spanId === null) return undefined;
  return { durationMs, traceId, spanId };
}
