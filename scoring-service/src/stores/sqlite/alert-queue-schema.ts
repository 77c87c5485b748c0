/**
 * Versions of `alerts.db`, oldest first. A version that was released is never edited: a new one is added.
 *
 * `threads` hold what each channel was told of an incident or an anomaly; `notifications` are the queue, its
 * dead letters and what was sent.
 */
export const ALERT_QUEUE_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE cursors (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    incidents INTEGER NOT NULL,
    anomalies INTEGER NOT NULL
  ) STRICT;
  INSERT INTO cursors VALUES (1, 0, 0);

  CREATE TABLE threads (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    told TEXT NOT NULL,
    since INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    settled INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX threads_unsettled ON threads (since) WHERE settled = 0;

  CREATE TABLE notifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dedup_id TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    previous_severity TEXT,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    sent_at INTEGER,
    answer TEXT NOT NULL
  ) STRICT;
  CREATE INDEX notifications_queue ON notifications (channel, status, next_at);
  CREATE INDEX notifications_by_subject ON notifications (subject_id, channel, status);

  CREATE TABLE silences (
    id TEXT PRIMARY KEY,
    until INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  `,
];
