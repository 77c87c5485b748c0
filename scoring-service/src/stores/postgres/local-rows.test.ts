import { beforeEach, expect, test } from 'vitest';
import type { DatabaseSync } from 'node:sqlite';
import { ADMIN_MIGRATIONS } from '../sqlite/admin-schema.ts';
import { createSqliteAdminStore } from '../sqlite/admin-store.ts';
import { openSqlite } from '../sqlite/open.ts';
import { rows } from '../sqlite/sql.ts';
import type { AdminStore } from '../admin-store.ts';
import { difference, watchRows, type LocalRows } from './local-rows.ts';
import { TABLES, USERS } from './tables.ts';

let db: DatabaseSync;
let store: AdminStore;
let local: LocalRows;
beforeEach(() => {
  db = openSqlite({ file: ':memory:', durability: 'process', migrations: ADMIN_MIGRATIONS });
  store = createSqliteAdminStore(db, () => 1_000);
  local = watchRows(db);
});

const ADA = {
  ...{ username: 'ada', role: 'admin' as const, created_at: '2026-11-01T00:00:00.000Z' },
  ...{ disabled: false, passwordHash: 'hash' },
};
const ROW = ['ada', 'admin', ADA.created_at, 0, 'hash'];
const token = (hash: string, expiresAt: number) => ({
  ...{ hash, expiresAt, family: 'f', username: 'ada', usedAt: null },
});

test('the tables are those of admin.db, column for column', () => {
  const kept = rows<{ name: string }>(
    db.prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    ),
  ).map(({ name }) => name);
  // What a folder remembers of its copy is no part of it.
  expect([...TABLES.map(({ name }) => name), 'copied_to'].sort()).toEqual(kept);
  for (const table of TABLES) {
    const columns = rows<{ name: string; type: string; notnull: number; pk: number }>(
      db.prepare(`PRAGMA table_info(${table.name})`),
    );
    expect(
      table.columns.map(({ name, type, nullable }) => [
        name,
        type === 'text' ? 'TEXT' : 'INTEGER',
        nullable === true,
      ]),
    ).toEqual(columns.map(({ name, type, notnull, pk }) => [name, type, notnull === 0 && pk === 0]));
    expect(table.key).toEqual(
      columns
        .filter(({ pk }) => pk > 0)
        .sort((a, b) => a.pk - b.pk)
        .map(({ name }) => name),
    );
  }
});

test('notes what is put, changed and removed, once a row, until it is settled', () => {
  store.putUser(ADA);
  store.putUser({ ...ADA, disabled: true });
  store.putUser({ ...ADA, username: 'bo' });
  store.deleteUser('bo');
  const { changes, upTo } = local.changes();
  expect(changes).toEqual([
    { table: USERS, put: [['ada', 'admin', ADA.created_at, 1, 'hash']], gone: ['["bo"]'] },
  ]);
  store.deleteUser('ada');
  local.settle(upTo);
  expect(local.changes().changes).toEqual([{ table: USERS, put: [], gone: ['["ada"]'] }]);
  local.settle(local.lastNoted());
  expect(local.changes()).toEqual({ changes: [], upTo: 0 });
});

test('notes rows that go along with others', () => {
  store.putRefreshToken(token('old', 500));
  store.putRefreshToken(token('new', 5_000));
  const [{ put, gone }] = local.changes().changes;
  expect(put.map(([hash]) => hash)).toEqual(['new']);
  expect(gone).toEqual(['["old"]']);
});

test('a change that was rolled back was none', () => {
  expect(() =>
    store.secret('signing', () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(local.changes().changes).toEqual([]);
});

test('replaces everything without noting it', () => {
  store.putUser({ ...ADA, username: 'gone' });
  local.replaceAll(new Map([['users', [ROW]]]));
  expect(store.users()).toEqual([ADA]);
  expect(local.changes().changes).toEqual([]);
});

test('a NUL, which PostgreSQL cannot hold, is copied as a mark', () => {
  store.audit({ at: 1, who: 'a\0b', action: 'x', target: 'y', detail: '' });
  expect(local.changes().changes[0]?.put[0]?.[2]).toBe('a\uFFFDb');
});

test('the difference of two copies', () => {
  const other = ['bo', 'viewer', ADA.created_at, 0, 'hash'];
  const gone = ['zoe', 'viewer', ADA.created_at, 0, 'hash'];
  expect(
    difference(USERS, [ROW, other], [['ada', 'viewer', ADA.created_at, 0, 'hash'], other, gone]),
  ).toEqual({ table: USERS, put: [ROW], gone: ['["zoe"]'] });
});
