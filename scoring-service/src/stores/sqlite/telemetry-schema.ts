import { KEPT_TABLES } from './kept-schema.ts';
import { TEMPLATE_TABLES } from './template-schema.ts';

/**
 * Versions of `telemetry.db`, oldest first. A version that was released is never edited: a new one is added.
 *
 * `cells` hold the calls of one group in one interval, with a sketch of their durations and two examples; `edges` who
 * calls whom; `recent` and `waiting` the spans of the last while, so that a repeated one is noticed and parents and
 * children find each other; `peers` whom an address belongs to (NULL: several). `covered` are stretches that were
 * pulled. `streams` hold the last point of each cumulative metric, `bodies` the hashes of requests that cannot be told
 * apart otherwise, `log_counts` log records by service, level and interval.
 */
export const TELEMETRY_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE groups (
    key INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    service TEXT NOT NULL,
    name TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source, kind, service, name)
  ) STRICT;
  CREATE TABLE cells (
    time INTEGER NOT NULL,
    grp INTEGER NOT NULL,
    count INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    durations BLOB NOT NULL,
    slow_ms REAL,
    slow_trace TEXT,
    slow_span TEXT,
    fail_ms REAL,
    fail_trace TEXT,
    fail_span TEXT,
    PRIMARY KEY (time, grp)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE edges (
    source TEXT NOT NULL,
    caller TEXT NOT NULL,
    callee TEXT NOT NULL,
    day INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    durations BLOB NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    PRIMARY KEY (source, caller, callee)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE peers (
    source TEXT NOT NULL,
    address TEXT NOT NULL,
    service TEXT,
    PRIMARY KEY (source, address)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE operations (
    source TEXT NOT NULL,
    service TEXT NOT NULL,
    operation TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (source, service, operation)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE recent (
    id TEXT PRIMARY KEY,
    received INTEGER NOT NULL,
    parent TEXT,
    service TEXT NOT NULL,
    kind TEXT NOT NULL,
    start REAL NOT NULL,
    duration REAL NOT NULL,
    error INTEGER NOT NULL,
    peer TEXT,
    counted INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX recent_received ON recent (received);
  CREATE TABLE waiting (
    ref TEXT NOT NULL,
    child TEXT NOT NULL,
    received INTEGER NOT NULL,
    PRIMARY KEY (ref, child)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX waiting_received ON waiting (received);
  CREATE TABLE covered (
    source TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    PRIMARY KEY (source, start)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE streams (
    key BLOB PRIMARY KEY,
    time INTEGER NOT NULL,
    state TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX streams_time ON streams (time);
  CREATE TABLE bodies (hash BLOB PRIMARY KEY, received INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX bodies_received ON bodies (received);
  CREATE TABLE log_counts (
    time INTEGER NOT NULL,
    service TEXT NOT NULL,
    level TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (time, service, level)
  ) STRICT, WITHOUT ROWID;
  `,
  TEMPLATE_TABLES,
  KEPT_TABLES,
];
