import type { DatabaseSync } from 'node:sqlite';
import type { Role } from '@lapwing/contract';
import type { AdminStore, StoredApiKey, StoredRefreshToken, StoredUser } from '../admin-store.ts';
import { iso, row, rows } from './sql.ts';

interface UserRow {
  username: string;
  role: string;
  created_at: string;
  disabled: number;
  password_hash: string;
}
interface KeyRow {
  id: string;
  name: string;
  role: string;
  created_at: string;
  last_used_at: string | null;
  key_hash: string;
}
interface TokenRow {
  hash: string;
  family: string;
  username: string;
  expires_at: number;
  used_at: number | null;
}

type Accounts = Pick<
  AdminStore,
  | 'users'
  | 'user'
  | 'putUser'
  | 'deleteUser'
  | 'apiKeys'
  | 'apiKeyByHash'
  | 'putApiKey'
  | 'deleteApiKey'
  | 'touchApiKey'
  | 'refreshToken'
  | 'putRefreshToken'
  | 'endTokenFamily'
  | 'endTokensOf'
>;

/** Users, API keys and refresh tokens. */
export function createAccounts(db: DatabaseSync, now: () => number): Accounts {
  const users = db.prepare('SELECT * FROM users ORDER BY username');
  const user = db.prepare('SELECT * FROM users WHERE username = ?');
  const putUser = db.prepare(`INSERT INTO users (username, role, created_at, disabled, password_hash)
    VALUES (?, ?, ?, ?, ?) ON CONFLICT (username) DO UPDATE SET role = excluded.role,
      disabled = excluded.disabled, password_hash = excluded.password_hash`);
  const deleteUser = db.prepare('DELETE FROM users WHERE username = ?');
  const keys = db.prepare('SELECT * FROM api_keys ORDER BY created_at, id');
  const keyByHash = db.prepare('SELECT * FROM api_keys WHERE key_hash = ?');
  const putKey = db.prepare(`INSERT INTO api_keys (id, name, role, created_at, last_used_at, key_hash)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role,
      last_used_at = excluded.last_used_at, key_hash = excluded.key_hash`);
  const deleteKey = db.prepare('DELETE FROM api_keys WHERE id = ?');
  const touchKey = db.prepare('UPDATE api_keys SET last_used_at = ? WHERE id = ?');
  const token = db.prepare('SELECT * FROM refresh_tokens WHERE hash = ?');
  const putToken = db.prepare(`INSERT INTO refresh_tokens (hash, family, username, expires_at, used_at)
    VALUES (?, ?, ?, ?, ?) ON CONFLICT (hash) DO UPDATE SET used_at = excluded.used_at,
      expires_at = excluded.expires_at`);
  // An ended token is refused by its own date: there is no need to know it any longer.
  const dropEnded = db.prepare('DELETE FROM refresh_tokens WHERE expires_at < ?');
  const endFamily = db.prepare('DELETE FROM refresh_tokens WHERE family = ?');
  const endTokens = db.prepare('DELETE FROM refresh_tokens WHERE username = ?');

  return {
    users: () => rows<UserRow>(users).map(userOf),
    user(username) {
      const found = row<UserRow>(user, username);
      return found && userOf(found);
    },
    putUser: (it) =>
      void putUser.run(it.username, it.role, it.created_at, it.disabled ? 1 : 0, it.passwordHash),
    deleteUser: (username) => Number(deleteUser.run(username).changes) > 0,

    apiKeys: () => rows<KeyRow>(keys).map(keyOf),
    apiKeyByHash(hash) {
      const found = row<KeyRow>(keyByHash, hash);
      return found && keyOf(found);
    },
    putApiKey: (it) => void putKey.run(it.id, it.name, it.role, it.created_at, it.last_used_at, it.keyHash),
    deleteApiKey: (id) => Number(deleteKey.run(id).changes) > 0,
    touchApiKey: (id, at) => void touchKey.run(iso(at), id),

    refreshToken(hash) {
      const found = row<TokenRow>(token, hash);
      return found && tokenOf(found);
    },
    putRefreshToken(it) {
      dropEnded.run(now());
      putToken.run(it.hash, it.family, it.username, it.expiresAt, it.usedAt);
    },
    endTokenFamily: (family) => void endFamily.run(family),
    endTokensOf: (username) => void endTokens.run(username),
  };
}

function userOf(found: UserRow): StoredUser {
  return {
    username: found.username,
    role: found.role as Role,
    created_at: found.created_at,
    disabled: found.disabled === 1,
    passwordHash: found.password_hash,
  };
}

function keyOf(found: KeyRow): StoredApiKey {
  return {
    id: found.id,
    name: found.name,
    role: found.role as Role,
    created_at: found.created_at,
    last_used_at: found.last_used_at,
    keyHash: found.key_hash,
  };
}

function tokenOf(found: TokenRow): StoredRefreshToken {
  return {
    hash: found.hash,
    family: found.family,
    username: found.username,
    expiresAt: found.expires_at,
    usedAt: found.used_at,
  };
}
