/** Versions of `admin.db`, oldest first. A version that was released is never edited: a new one is added. */
export const ADMIN_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE detectors (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    revision INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    provisioned INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE users (
    username TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    created_at TEXT NOT NULL,
    disabled INTEGER NOT NULL,
    password_hash TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_used_at TEXT,
    key_hash TEXT NOT NULL UNIQUE
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE refresh_tokens (
    hash TEXT PRIMARY KEY,
    family TEXT NOT NULL,
    username TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX refresh_tokens_by_family ON refresh_tokens (family);
  CREATE INDEX refresh_tokens_by_user ON refresh_tokens (username);
  CREATE INDEX refresh_tokens_by_end ON refresh_tokens (expires_at);

  CREATE TABLE apis (api_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    detail TEXT NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE feedback (
    id TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    detector_id TEXT NOT NULL,
    signal_id TEXT NOT NULL,
    anomaly_id TEXT,
    verdict TEXT NOT NULL,
    removed INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX feedback_by_time ON feedback (created_at, id);
  CREATE TABLE calendars (
    name TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    origin TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    ics TEXT,
    PRIMARY KEY (name, from_ms)
  ) STRICT, WITHOUT ROWID;
  `,
  // Where the administration is copied to (postgres/), and which folder this is.
  'CREATE TABLE copied_to (folder TEXT NOT NULL, place TEXT) STRICT;',
];
