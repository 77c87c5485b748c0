import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IncidentBook } from '@lapwing/engine';
import { expect, test } from 'vitest';
import { createSqliteIncidentStore } from './incident-store.ts';
import { openSqlite } from './open.ts';
import { SCORE_MIGRATIONS } from './score-schema.ts';

/** The version that kept the book as one text. */
const BEFORE_PIECES = 4;
const START = Date.UTC(2026, 10, 22, 3);

test('a book that was kept as one text goes on in pieces', () => {
  const anomaly = {
    ...{
      id: 'a1',
      entity: 'ledger',
      labels: { service: 'ledger', metric: 'latency' },
      start: START,
      end: null,
    },
    ...{ score: 60, alerts: true, intervalMs: 60_000, traffic: false },
  };
  const episode = { ...anomaly, labels: undefined, alerts: undefined, anomalies: [anomaly], places: [] };
  const incident = {
    ...{ id: 'ia1', status: 'open', seed: 'a1', anomalies: ['a1'], episodes: [episode], spread: [] },
    ...{ startedAt: START, updatedAt: START, resolvedAt: null, score: 60 },
    events: [{ at: START, what: 'opened', detail: 'ledger' }],
  };
  const tally = { count: 3, lagMs: 60_000, at: START };
  const history = { version: 1, alone: [['ledger', tally]], pairs: [['["ledger","cart"]', tally]] };
  const book = JSON.stringify({
    ...{ version: 1, active: [anomaly], incidents: [incident], history: JSON.stringify(history) },
    ...{ rate: [1, 2, START], time: START },
    beginnings: [{ id: 'a1', entity: 'ledger', start: START, learned: false }],
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-pieces-'));
  const file = path.join(folder, 'scores.db');
  try {
    const old = openSqlite({
      file,
      durability: 'process',
      migrations: SCORE_MIGRATIONS.slice(0, BEFORE_PIECES),
    });
    old.prepare('INSERT INTO incident_book VALUES (1, ?, 17)').run(book);
    old.close();
    const db = openSqlite({ file, durability: 'process', migrations: SCORE_MIGRATIONS });
    const kept = createSqliteIncidentStore(db).book();
    db.close();
    expect(kept?.cursor).toBe(17);
    const restored = new IncidentBook(kept?.pieces);
    expect(restored.time).toBe(START);
    expect(restored.open.map(({ id, labels }) => [id, labels])).toEqual([['a1', anomaly.labels]]);
    expect(restored.history.seen('ledger', 'cart')).toEqual({ times: 3, lagMs: 60_000 });
    const [one, ...others] = restored.incidents.values();
    expect(others).toEqual([]);
    expect([...one.anomalies]).toEqual(['a1']);
    expect(one.parts).toMatchObject([{ id: 'a1', entity: 'ledger', end: Infinity, anomalies: ['a1'] }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
