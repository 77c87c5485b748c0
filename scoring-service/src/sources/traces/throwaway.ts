import { openSqlite } from '../../stores/sqlite/open.ts';
import { TELEMETRY_MIGRATIONS } from '../../stores/sqlite/telemetry-schema.ts';
import { createSqliteTraceStore } from '../../stores/sqlite/trace-store.ts';
import type { TraceStore } from '../../stores/trace-store.ts';

/** For a look at a source: names as many as a person reads, by the minute. */
const DEFAULTS = { resolutionMs: 60_000, mostOperations: 50 };

/** A store in memory, for a look or a command: what is not kept need not be written. */
export function throwawayTraces(like: { resolutionMs: number } = DEFAULTS): TraceStore {
  const db = openSqlite({ file: ':memory:', durability: 'process', migrations: TELEMETRY_MIGRATIONS });
  return createSqliteTraceStore(db, { ...DEFAULTS, resolutionMs: like.resolutionMs });
}
