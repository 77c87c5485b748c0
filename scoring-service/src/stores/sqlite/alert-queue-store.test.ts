import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { alertQueueSuite } from '../alert-queue-store.suite.ts';
import { ALERT_QUEUE_MIGRATIONS } from './alert-queue-schema.ts';
import { createSqliteAlertQueue } from './alert-queue-store.ts';
import { openSqlite } from './open.ts';

alertQueueSuite('SQLite', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-alert-queue-'));
  const open = () =>
    createSqliteAlertQueue(
      openSqlite({
        file: path.join(folder, 'alerts.db'),
        durability: 'disk',
        migrations: ALERT_QUEUE_MIGRATIONS,
      }),
    );
  let store = open();
  return {
    store,
    reopen() {
      store.close();
      store = open();
      return store;
    },
    end() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
