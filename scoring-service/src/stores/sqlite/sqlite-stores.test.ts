import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { adminStoreSuite } from '../admin-store.suite.ts';
import { calendarStoreSuite } from '../calendar-store.suite.ts';
import { feedbackStoreSuite } from '../feedback-store.suite.ts';
import { incidentStoreSuite } from '../incident-store.suite.ts';
import { readingStoreSuite } from '../reading-store.suite.ts';
import { scoreQueriesSuite } from '../score-queries.suite.ts';
import { scoreStoreSuite, type Reopenable } from '../score-store.suite.ts';
import { ADMIN_MIGRATIONS } from './admin-schema.ts';
import { createSqliteAdminStore } from './admin-store.ts';
import { createSqliteCalendarStore } from './calendar-store.ts';
import { createSqliteFeedbackStore } from './feedback-store.ts';
import { createSqliteIncidentStore } from './incident-store.ts';
import { openSqlite } from './open.ts';
import { READING_MIGRATIONS } from './reading-schema.ts';
import { createSqliteReadingStore } from './reading-store.ts';
import { SCORE_MIGRATIONS } from './score-schema.ts';
import { createSqliteScoreStore } from './score-store.ts';

/** On a file of its own, which is closed and opened again by `reopen`. */
function onFile<Store extends { close(): void }>(open: (file: string) => Store): () => Reopenable<Store> {
  return () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-store-'));
    const file = path.join(folder, 'test.db');
    let store = open(file);
    return {
      store,
      reopen() {
        store.close();
        store = open(file);
        return store;
      },
      end() {
        store.close();
        rmSync(folder, { recursive: true });
      },
    };
  };
}

const scores = onFile((file) =>
  createSqliteScoreStore(openSqlite({ file, durability: 'process', migrations: SCORE_MIGRATIONS })),
);
scoreStoreSuite('SQLite', scores);
scoreQueriesSuite('SQLite', scores);
readingStoreSuite(
  'SQLite',
  onFile((file) =>
    createSqliteReadingStore(openSqlite({ file, durability: 'disk', migrations: READING_MIGRATIONS })),
  ),
);
adminStoreSuite('SQLite', (clock) =>
  onFile((file) =>
    createSqliteAdminStore(
      openSqlite({ file, durability: 'disk', migrations: ADMIN_MIGRATIONS }),
      () => clock.now,
    ),
  )(),
);

incidentStoreSuite(
  'SQLite',
  onFile((file) => {
    const db = openSqlite({ file, durability: 'process', migrations: SCORE_MIGRATIONS });
    return { incidents: createSqliteIncidentStore(db), close: () => db.close() };
  }),
);

const adminDb = (file: string) => openSqlite({ file, durability: 'disk', migrations: ADMIN_MIGRATIONS });
feedbackStoreSuite(
  'SQLite',
  onFile((file) => {
    const db = adminDb(file);
    return { ...createSqliteFeedbackStore(db), close: () => db.close() };
  }),
);
calendarStoreSuite(
  'SQLite',
  onFile((file) => {
    const db = adminDb(file);
    return { ...createSqliteCalendarStore(db), close: () => db.close() };
  }),
);
