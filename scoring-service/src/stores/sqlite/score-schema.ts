import { INCIDENT_PIECES, INCIDENT_TABLES } from './incident-schema.ts';

/**
 * Versions of `scores.db`, oldest first. A version that was released is never edited: a new one is added.
 *
 * Signals are known by a small integer inside. A forgotten signal has no detector: it is invisible at once, and its
 * rows leave in small batches with what is too old. `seq` rises with each write and is never given twice.
 */
export const SCORE_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE signals (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    detector_id TEXT,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    labels TEXT NOT NULL,
    search TEXT NOT NULL,
    interval_ms INTEGER NOT NULL,
    UNIQUE (detector_id, id)
  ) STRICT;
  CREATE INDEX signals_by_id ON signals (id);

  CREATE TABLE signal_labels (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    signal INTEGER NOT NULL,
    PRIMARY KEY (name, value, signal)
  ) STRICT, WITHOUT ROWID;

  -- Apart from signals, and narrow: a row of it is written with every step.
  CREATE TABLE signal_state (
    signal INTEGER PRIMARY KEY,
    first_time INTEGER,
    oldest_time INTEGER,
    last_time INTEGER,
    last_value REAL,
    last_score REAL,
    open_anomaly TEXT,
    open_severity INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  -- A signal's readings lie beside each other: a chart of two weeks reads hundreds of pages, not twenty thousand.
  CREATE TABLE scores (
    signal INTEGER NOT NULL,
    time INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    value REAL NOT NULL,
    score REAL NOT NULL,
    p_value REAL NOT NULL,
    news REAL NOT NULL,
    expected REAL,
    lower REAL,
    upper REAL,
    PRIMARY KEY (signal, time)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX scores_by_seq ON scores (seq);

  CREATE TABLE anomalies (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    signal INTEGER NOT NULL,
    start_time INTEGER NOT NULL,
    end_time INTEGER,
    peak_time INTEGER NOT NULL,
    severity INTEGER NOT NULL,
    score REAL NOT NULL,
    p_value REAL NOT NULL,
    actual REAL,
    expected REAL,
    lower REAL,
    upper REAL,
    feature TEXT NOT NULL,
    reason TEXT NOT NULL
  ) STRICT;
  CREATE INDEX anomalies_by_start ON anomalies (start_time, id);
  CREATE INDEX anomalies_by_signal ON anomalies (signal, start_time);
  CREATE INDEX anomalies_open ON anomalies (severity) WHERE end_time IS NULL;

  CREATE TABLE watermarks (detector_id TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE followers (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE sequences (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO sequences VALUES ('scores', 0), ('anomalies', 0);

  CREATE TABLE dead_letters (
    document_id TEXT PRIMARY KEY,
    index_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    document TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX dead_letters_by_time ON dead_letters (at);
  `,
  // Alerts used to be the anomalies from HIGH (3) up: what was told stays told.
  `
  ALTER TABLE anomalies ADD COLUMN alert TEXT NOT NULL DEFAULT 'withheld';
  ALTER TABLE anomalies ADD COLUMN alert_reason TEXT NOT NULL DEFAULT '';
  ALTER TABLE anomalies ADD COLUMN trace TEXT NOT NULL DEFAULT '[]';
  UPDATE anomalies SET alert = 'raised' WHERE severity >= 3;
  CREATE INDEX anomalies_by_alert ON anomalies (alert, start_time, id);
  `,
  INCIDENT_TABLES,
  `ALTER TABLE anomalies ADD COLUMN model TEXT NOT NULL DEFAULT 'statistical';`,
  INCIDENT_PIECES,
];
