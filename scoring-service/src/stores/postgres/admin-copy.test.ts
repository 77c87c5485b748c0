import type { DatabaseSync } from 'node:sqlite';
import pino from 'pino';
import { beforeEach, expect, test, vi } from 'vitest';
import { LapwingError } from '../../errors.ts';
import { ADMIN_MIGRATIONS } from '../sqlite/admin-schema.ts';
import { openSqlite } from '../sqlite/open.ts';
import { copyAdministration } from './admin-copy.ts';
import { copiedTo } from './copied-to.ts';
import type { Session } from './session.ts';
import { placeOf, PostgresSettings } from './settings.ts';

/** Faults that a real PostgreSQL cannot be brought to at the wanted moment; e2e/postgres has the real one. */
const settings = PostgresSettings.parse({ url: 'postgres://lapwing@db:5432/lapwing' });
const away = new LapwingError('STORE_UNAVAILABLE', { message: 'away', where: 'db', hint: 'wait' });

let db: DatabaseSync;
beforeEach(() => {
  db = openSqlite({ file: ':memory:', durability: 'process', migrations: ADMIN_MIGRATIONS });
});

function sessionWith(change: Partial<Session>): Session {
  return {
    owner: () => Promise.resolve(null),
    own: () => Promise.resolve(),
    readAll: () => Promise.resolve(new Map()),
    write: () => Promise.resolve(),
    broken: () => undefined,
    end: () => Promise.resolve(),
    ...change,
  };
}
const copy = (open: () => Promise<Session>) =>
  copyAdministration({
    ...{ db, settings, dataFolder: '/nowhere', open, log: pino({ level: 'silent' }) },
    ...{ now: () => 0, random: () => 0 },
  });

test('a failed start tells why it failed, not that the session could not be ended then', async () => {
  const owner = () => Promise.reject(new Error('permission denied for table owner'));
  const end = vi.fn(() => Promise.reject(new Error('the connection is gone')));
  await expect(copy(() => Promise.resolve(sessionWith({ owner, end })))).rejects.toThrow('permission denied');
  expect(end).toHaveBeenCalledOnce();
});

test('a session that cannot be brought up to date is ended, so that the next try finds its lock free', async () => {
  copiedTo(db).remember(placeOf(settings));
  let held = false;
  const end = () => {
    held = false;
    return Promise.resolve();
  };
  const readAll = vi.fn<Session['readAll']>().mockRejectedValueOnce(new Error('statement timeout'));
  readAll.mockResolvedValue(new Map());
  const open = vi.fn<() => Promise<Session>>().mockRejectedValueOnce(away);
  open.mockImplementation(() => {
    if (held) throw new LapwingError('CONFLICT', { message: 'locked', where: 'db', hint: 'stop it' });
    held = true;
    return Promise.resolve(sessionWith({ readAll, end }));
  });
  const copying = await copy(open);
  await vi.waitFor(() => expect(copying.health()).toEqual({ status: 'ok', reason: '' }));
  expect(open).toHaveBeenCalledTimes(3);
  await copying.stop();
  expect(held).toBe(false);
});
