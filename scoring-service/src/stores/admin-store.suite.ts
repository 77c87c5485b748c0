import { Detector, type RegisteredApi } from '@lapwing/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LapwingError } from '../errors.ts';
import type { AdminStore, StoredApiKey, StoredRefreshToken, StoredUser } from './admin-store.ts';
import type { Reopenable } from './score-store.suite.ts';

const detector = (id: string, name = id): Detector =>
  Detector.parse({
    id,
    name,
    source: 'prometheus',
    kind: 'metric',
    query: { type: 'prometheus', expr: 'up' },
  });
const ADA: StoredUser = {
  username: 'ada',
  role: 'admin',
  created_at: '2026-11-01T00:00:00.000Z',
  disabled: false,
  passwordHash: 'hash of a password',
};
const KEY: StoredApiKey = {
  id: 'k1',
  name: 'grafana',
  role: 'viewer',
  created_at: '2026-11-01T00:00:00.000Z',
  last_used_at: null,
  keyHash: 'hash of a key',
};
const CHECKOUT: RegisteredApi = {
  api_id: 'checkout',
  name: 'Checkout',
  labels: { team: 'shop' },
  method: 'POST',
};

/** What every adapter of the port AdminStore does. `clock` is what its `now` gives. */
export function adminStoreSuite(
  name: string,
  open: (clock: { now: number }) => Reopenable<AdminStore>,
): void {
  describe(`${name} keeps the administration`, () => {
    const clock = { now: 1_000 };
    let opened: Reopenable<AdminStore>;
    let store: AdminStore;
    beforeEach(() => {
      clock.now = 1_000;
      opened = open(clock);
      store = opened.store;
    });
    afterEach(() => opened.end());

    const conflict = (work: () => unknown): LapwingError => {
      try {
        work();
      } catch (error) {
        if (error instanceof LapwingError) return error;
      }
      throw new Error('no LapwingError was thrown');
    };

    test('detectors, with a revision that rises', () => {
      const made = store.putDetector(detector('errors'), 0, false);
      expect(made).toMatchObject({ revision: 1, createdAt: 1_000, changedAt: 1_000, provisioned: false });
      clock.now = 2_000;
      const changed = store.putDetector(detector('errors', 'Errors'), 1, true);
      expect(changed).toMatchObject({ revision: 2, createdAt: 1_000, changedAt: 2_000, provisioned: true });
      store.putDetector(detector('a-first'), 0, false);
      const reopened = opened.reopen();
      expect(reopened.detector('errors')).toEqual(changed);
      expect(reopened.detectors().map((stored) => stored.detector.id)).toEqual(['a-first', 'errors']);
      expect(reopened.deleteDetector('errors')).toBe(true);
      expect(reopened.deleteDetector('errors')).toBe(false);
      expect(reopened.detector('errors')).toBeUndefined();
    });

    test('a change that was overtaken is refused, and says so', () => {
      store.putDetector(detector('errors'), 0, false);
      const again = conflict(() => store.putDetector(detector('errors'), 0, false));
      expect(again).toMatchObject({ code: 'CONFLICT', where: 'id' });
      const stale = conflict(() => store.putDetector(detector('errors'), 7, false));
      expect(stale).toMatchObject({ code: 'CONFLICT', where: 'revision' });
      expect(stale.message).toContain('revision 1, not 7');
      const gone = conflict(() => store.putDetector(detector('gone'), 3, false));
      expect(gone.message).toContain('does not exist');
      expect(store.detector('errors')?.revision).toBe(1);
    });

    test('users', () => {
      store.putUser(ADA);
      store.putUser({ ...ADA, role: 'viewer', disabled: true, created_at: '2030-01-01T00:00:00.000Z' });
      const reopened = opened.reopen();
      // When a user was made does not change with the user.
      expect(reopened.user('ada')).toEqual({ ...ADA, role: 'viewer', disabled: true });
      expect(reopened.users()).toEqual([reopened.user('ada')]);
      expect(reopened.user('bob')).toBeUndefined();
      expect(reopened.deleteUser('ada')).toBe(true);
      expect(reopened.deleteUser('ada')).toBe(false);
    });

    test('API keys, found by their hash alone', () => {
      store.putApiKey(KEY);
      store.touchApiKey('k1', Date.parse('2026-11-02T00:00:00Z'));
      const reopened = opened.reopen();
      const used = { ...KEY, last_used_at: '2026-11-02T00:00:00.000Z' };
      expect(reopened.apiKeyByHash(KEY.keyHash)).toEqual(used);
      expect(reopened.apiKeys()).toEqual([used]);
      expect(reopened.apiKeyByHash('another')).toBeUndefined();
      expect(reopened.deleteApiKey('k1')).toBe(true);
      expect(reopened.deleteApiKey('k1')).toBe(false);
    });

    test('refresh tokens: a used one is known, a family and a user end, what has run out is forgotten', () => {
      const token = (hash: string, more: Partial<StoredRefreshToken> = {}): StoredRefreshToken => ({
        hash,
        family: 'f',
        username: 'ada',
        expiresAt: 5_000,
        usedAt: null,
        ...more,
      });
      store.putRefreshToken(token('one'));
      store.putRefreshToken(token('one', { usedAt: 1_500 }));
      store.putRefreshToken(token('two'));
      store.putRefreshToken(token('three', { family: 'g' }));
      expect(opened.reopen().refreshToken('one')?.usedAt).toBe(1_500);
      const reopened = opened.reopen();
      reopened.endTokenFamily('f');
      expect(reopened.refreshToken('one')).toBeUndefined();
      expect(reopened.refreshToken('three')).toEqual(token('three', { family: 'g' }));
      reopened.endTokensOf('ada');
      expect(reopened.refreshToken('three')).toBeUndefined();
      reopened.putRefreshToken(token('four'));
      clock.now = 6_000;
      reopened.putRefreshToken(token('five', { expiresAt: 9_000 }));
      expect(reopened.refreshToken('four')).toBeUndefined();
      expect(reopened.refreshToken('five')).toBeDefined();
    });

    test('registered APIs', () => {
      store.putApi(CHECKOUT);
      store.putApi({ ...CHECKOUT, name: 'Check-out' });
      const reopened = opened.reopen();
      expect(reopened.apis()).toEqual([{ ...CHECKOUT, name: 'Check-out' }]);
      expect(reopened.api('checkout')?.name).toBe('Check-out');
      expect(reopened.api('none')).toBeUndefined();
    });

    test('a secret that is made once', () => {
      expect(store.secret('signing', () => 'made')).toBe('made');
      expect(opened.reopen().secret('signing', () => 'made again')).toBe('made');
    });

    test('who changed what, newest first', () => {
      const entry = { at: 1, who: 'ada', action: 'create', target: 'detector errors', detail: '' };
      store.audit(entry);
      store.audit({ ...entry, at: 1, action: 'delete' });
      const reopened = opened.reopen();
      expect(reopened.auditLog(10).map(({ action }) => action)).toEqual(['delete', 'create']);
      expect(reopened.auditLog(1)).toEqual([{ ...entry, action: 'delete' }]);
    });
  });
}
