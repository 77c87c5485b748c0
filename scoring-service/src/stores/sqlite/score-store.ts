import type { DatabaseSync } from 'node:sqlite';
import type { ScoreStore } from '../score-store.ts';
import { createAnomalyGroups } from './anomaly-groups.ts';
import { createAnomalyQueries } from './anomaly-queries.ts';
import { createCommit } from './commit.ts';
import { createLeaving } from './expire.ts';
import { createFollowing } from './follow.ts';
import { createSignalKeys } from './signal-keys.ts';
import { createSignalQueries } from './signal-queries.ts';
import { row } from './sql.ts';
import { createStatistics } from './statistics.ts';

/** The score store on a database with SCORE_MIGRATIONS. Closing it closes the database. */
export function createSqliteScoreStore(db: DatabaseSync): ScoreStore {
  const keys = createSignalKeys(db);
  const watermark = db.prepare('SELECT until FROM watermarks WHERE detector_id = ?');
  return {
    commit: createCommit(db, keys),
    watermark: (detectorId) => row<{ until: number }>(watermark, detectorId)?.until,
    ...createSignalQueries(db),
    ...createAnomalyQueries(db),
    ...createAnomalyGroups(db),
    ...createStatistics(db),
    ...createFollowing(db),
    ...createLeaving(db, keys),
    // In WAL mode a checkpoint begins with a sync of the log: what was committed is on the disk thereafter.
    sync: () => void db.exec('PRAGMA wal_checkpoint(PASSIVE)'),
    close: () => db.close(),
  };
}
