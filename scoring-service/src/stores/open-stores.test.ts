import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LapwingError } from '../errors.ts';
import { openStores, type Stores } from './open-stores.ts';
import { openSqlite } from './sqlite/open.ts';
import { START, testSignal, testStep } from './test-steps.ts';

let folder: string;
let stores: Stores | undefined;
const open = (): Stores => (stores = openStores(folder, { now: () => START, onSetAside: () => undefined }));
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lapwing-stores-'));
});
afterEach(() => {
  stores?.close();
  stores = undefined;
  rmSync(folder, { recursive: true });
});

function refusal(work: () => unknown): LapwingError {
  try {
    work();
  } catch (error) {
    if (error instanceof LapwingError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('one folder holds everything, after a restart too', () => {
  folder = path.join(folder, 'made', 'when', 'absent');
  const cart = testSignal({ service: 'cart' });
  open().scores.commit(testStep([{ signal: cart.id, time: START, value: 1 }], { newSignals: [cart] }));
  stores?.readings.put([{ labels: { service: 'cart' }, time: START, value: 1 }]);
  stores?.admin.secret('signing', () => 'made');
  stores?.snapshots.save('shop', { watermark: START, bytes: Uint8Array.of(1) });
  stores?.close();
  open();
  expect(stores?.scores.signal(cart.id)?.last_value).toBe(1);
  expect(stores?.readings.extent({})).toEqual({ first: START, last: START });
  expect(stores?.admin.secret('signing', () => 'again')).toBe('made');
  expect(stores?.snapshots.load('shop')?.watermark).toBe(START);
});

test('one Lapwing at a time: a second one is told, and may come once the first has ended', () => {
  const first = open();
  const second = refusal(() => openStores(folder, { now: () => START, onSetAside: () => undefined }));
  expect(second).toMatchObject({ code: 'CONFLICT', where: folder });
  expect(second.message).toContain('another Lapwing');
  first.close();
  open();
});

test('a database that a newer Lapwing wrote is refused by name, and the lock is let go', () => {
  open().close();
  const db = new DatabaseSync(path.join(folder, 'admin.db'));
  db.exec('PRAGMA user_version = 99');
  db.close();
  const newer = refusal(open);
  expect(newer).toMatchObject({ code: 'STORE_UNAVAILABLE', where: path.join(folder, 'admin.db') });
  expect(newer.message).toContain('version 99');
  rmSync(path.join(folder, 'admin.db'));
  open();
});

test('a file that is no database is refused, with what to do', () => {
  writeFileSync(path.join(folder, 'scores.db'), 'x'.repeat(8_192));
  expect(refusal(open)).toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: 'the file is not a SQLite database',
    where: path.join(folder, 'scores.db'),
  });
});

test('a folder that cannot be made is refused', () => {
  writeFileSync(path.join(folder, 'file'), '');
  const blocked = () =>
    openStores(path.join(folder, 'file', 'data'), { now: () => START, onSetAside: () => undefined });
  expect(refusal(blocked)).toMatchObject({ code: 'STORE_UNAVAILABLE' });
});

// The superuser may write anywhere.
test.skipIf(process.getuid?.() === 0)('a folder that may not be written to is refused', () => {
  chmodSync(folder, 0o500);
  try {
    expect(refusal(open)).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  } finally {
    chmodSync(folder, 0o700);
  }
});

test('each migration runs once, in order, and one that fails leaves the version before', () => {
  const file = path.join(folder, 'migrated.db');
  const first = 'CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)';
  const second = 'ALTER TABLE t ADD COLUMN b INTEGER; UPDATE t SET b = a + 1';
  const at = (migrations: string[]) => openSqlite({ file, durability: 'process', migrations });
  at([first]).close();
  expect(() => at([first, 'UPDATE t SET a = 9; SELECT nonsense'])).toThrow();
  const db = at([first, second]);
  expect({ ...db.prepare('SELECT * FROM t').get() }).toEqual({ a: 1, b: 2 });
  db.close();
  const again = at([first, second]);
  expect({ ...again.prepare('SELECT count(*) AS rows FROM t').get() }).toEqual({ rows: 1 });
  again.close();
});
