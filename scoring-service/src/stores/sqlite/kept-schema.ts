/**
 * What is kept of spans and lines for the comparison of behaviour, in `telemetry.db`. `kept_events` hold, for each minute, packed
 * pieces of the spans that ended and the lines that were written in it, sampled by trace: one trace in 2^`level`.
 * `behaviour_cells` say how strange each interval of a service was, `behaviour_covered` which intervals were looked at, and
 * `behaviour_state` what was learnt by then.
 */
export const KEPT_TABLES = `
  CREATE TABLE kept_events (
    time INTEGER NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    seq INTEGER NOT NULL,
    level INTEGER NOT NULL,
    count INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (time, kind, source, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE behaviour_cells (
    stream TEXT NOT NULL,
    time INTEGER NOT NULL,
    service TEXT NOT NULL,
    decibans REAL NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (stream, time, service)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX behaviour_cells_time ON behaviour_cells (time);
  CREATE TABLE behaviour_covered (
    source TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    PRIMARY KEY (source, start)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE behaviour_state (
    stream TEXT PRIMARY KEY,
    until INTEGER NOT NULL,
    heard_since REAL,
    profile BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
