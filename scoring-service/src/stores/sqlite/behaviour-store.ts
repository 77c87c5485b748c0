import type { DatabaseSync } from 'node:sqlite';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { BehaviourCell, BehaviourStore } from '../behaviour-store.ts';
import { row, rows, transaction } from './sql.ts';
import { createCoverage } from './trace-coverage.ts';

/** Rows removed in one call: some 20 ms of work, during which the service answers nobody. */
const EXPIRE_MOST = 10_000;
const PACKING = { level: 1 } as const;

interface StateRow {
  until: number;
  heard_since: number | null;
  profile: Uint8Array;
}

/** The behaviour store on a database with TELEMETRY_MIGRATIONS. */
export function createSqliteBehaviourStore(db: DatabaseSync): BehaviourStore {
  const coverage = createCoverage(db, 'behaviour_covered');
  const state = db.prepare('SELECT until, heard_since, profile FROM behaviour_state WHERE stream = ?');
  const putState = db.prepare(`INSERT OR REPLACE INTO behaviour_state (stream, until, heard_since, profile)
    VALUES (?, ?, ?, ?)`);
  const putCell = db.prepare(`INSERT OR REPLACE INTO behaviour_cells (stream, time, service, decibans, words)
    VALUES (?, ?, ?, ?, ?)`);
  const columns = 'SELECT time, service, decibans, words FROM behaviour_cells';
  const cells = db.prepare(`${columns} WHERE stream = ? AND time >= ? AND time < ? ORDER BY time, service`);
  const cell = db.prepare(`${columns} WHERE stream = ? AND time = ? AND service = ?`);
  const expire = db.prepare(`DELETE FROM behaviour_cells WHERE (stream, time, service) IN
    (SELECT stream, time, service FROM behaviour_cells WHERE time < ? ORDER BY time LIMIT ?)`);

  return {
    state(stream) {
      const found = row<StateRow>(state, stream);
      return found === undefined
        ? undefined
        : {
            until: found.until,
            heardSince: found.heard_since ?? undefined,
            profile: inflateRawSync(found.profile).toString(),
          };
    },
    missing: (stream, range) => coverage.missing(stream, range),
    append: (stream, range, found, { until, heardSince, profile }) =>
      transaction(db, () => {
        for (const { time, service, decibans, words } of found) {
          putCell.run(stream, time, service, decibans, words);
        }
        putState.run(stream, until, heardSince ?? null, deflateRawSync(profile, PACKING));
        coverage.add(stream, range);
      }),
    cells: (stream, { from, to }) => rows<BehaviourCell>(cells, stream, from, to),
    cell: (stream, time, service) => row<BehaviourCell>(cell, stream, time, service),
    expire: (beforeMs) =>
      transaction(db, () => {
        coverage.forget(beforeMs);
        return Number(expire.run(beforeMs, EXPIRE_MOST).changes);
      }),
  };
}
