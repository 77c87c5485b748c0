/**
 * Log templates in `telemetry.db`. `log_streams` hold where each stream of lines stands and what its counter knows; the
 * stretches that are counted are in `log_covered`. `log_series` are what has signals: a service as a whole (`template_id`
 * empty), a template of it, and the rest (`other`); `log_runs` when each was there, `log_cells` its counts. `log_notes` say
 * what was new or rare, `log_templates` what is known of each template, `log_examples` a line of it now and then.
 * `sent_lines` are lines that programs sent, until they are counted; `sent_slots` how many of each minute, and the rate
 * at which they are kept; `sent_extent` the first and last moment of any.
 */
export const TEMPLATE_TABLES = `
  CREATE TABLE log_streams (
    stream TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    until INTEGER NOT NULL,
    counter BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE log_covered (
    source TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    PRIMARY KEY (source, start)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE log_series (
    key INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    service TEXT NOT NULL,
    template_id TEXT NOT NULL,
    template TEXT NOT NULL,
    level TEXT NOT NULL,
    UNIQUE (stream, service, template_id)
  ) STRICT;
  CREATE TABLE log_runs (
    series INTEGER NOT NULL,
    start INTEGER NOT NULL,
    last INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (series, start)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX log_runs_last ON log_runs (last);
  CREATE TABLE log_cells (
    time INTEGER NOT NULL,
    series INTEGER NOT NULL,
    count REAL NOT NULL,
    errors REAL NOT NULL,
    news REAL NOT NULL,
    rare REAL NOT NULL,
    PRIMARY KEY (time, series)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE log_notes (
    time INTEGER NOT NULL,
    stream TEXT NOT NULL,
    service TEXT NOT NULL,
    kind TEXT NOT NULL,
    n INTEGER NOT NULL,
    template_id TEXT NOT NULL,
    template TEXT NOT NULL,
    level TEXT NOT NULL,
    example TEXT NOT NULL,
    PRIMARY KEY (time, stream, service, kind, n)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE log_templates (
    key INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    source TEXT NOT NULL,
    service TEXT NOT NULL,
    template_id TEXT NOT NULL,
    template TEXT NOT NULL,
    level TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    count REAL NOT NULL,
    example TEXT NOT NULL,
    trace_id TEXT,
    UNIQUE (stream, service, template_id)
  ) STRICT;
  CREATE INDEX log_templates_id ON log_templates (template_id);
  CREATE INDEX log_templates_seen ON log_templates (last_seen);
  CREATE TABLE log_examples (
    template INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    time INTEGER NOT NULL,
    line TEXT NOT NULL,
    trace_id TEXT,
    PRIMARY KEY (template, slot)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX log_examples_time ON log_examples (time);
  CREATE TABLE sent_lines (
    time INTEGER NOT NULL,
    id TEXT NOT NULL,
    slot INTEGER NOT NULL,
    received INTEGER NOT NULL,
    service TEXT NOT NULL,
    level TEXT,
    message TEXT NOT NULL,
    trace_id TEXT,
    PRIMARY KEY (time, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sent_lines_slot ON sent_lines (slot, id);
  CREATE INDEX sent_lines_received ON sent_lines (received);
  CREATE TABLE sent_slots (slot INTEGER PRIMARY KEY, halvings INTEGER NOT NULL, kept INTEGER NOT NULL) STRICT;
  CREATE TABLE sent_extent (one INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
`;
