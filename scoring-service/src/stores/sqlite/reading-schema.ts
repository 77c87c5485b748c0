/**
 * Versions of `readings.db`, oldest first. A version that was released is never edited: a new one is added.
 *
 * A series is a set of labels; a reading whose value is NULL was sent as missing. `scored` holds, for the labels that
 * a detector matches, up to when it has scored.
 */
export const READING_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE series (
    key INTEGER PRIMARY KEY,
    labels TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE series_labels (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    series INTEGER NOT NULL,
    PRIMARY KEY (name, value, series)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE readings (
    series INTEGER NOT NULL,
    time INTEGER NOT NULL,
    value REAL,
    PRIMARY KEY (series, time)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE scored (match TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
];
