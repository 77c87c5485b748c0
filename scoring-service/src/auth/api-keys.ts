import { randomUUID } from 'node:crypto';
import type { ApiKey, CreatedApiKey, NewApiKey, Role } from '@lapwing/contract';
import type { z } from 'zod';
import { LapwingError } from '../errors.ts';
import type { AdminStore, StoredApiKey } from '../stores/admin-store.ts';
import type { Caller } from './caller.ts';
import { unauthenticated } from './errors.ts';
import { randomSecret, sha256 } from './secrets.ts';

export const API_KEY_PREFIX = 'lpw_';
/** Shorter ones that a person made up could be guessed. */
const SHORTEST_CONFIGURED_KEY = API_KEY_PREFIX.length + 20;
/** `last_used_at` is told to the minute: a write for every request would cost more than the request. */
const TOUCH_EVERY_MS = 60_000;
const CONFIGURED_ID = 'config-';

/** A key that the configuration brings, for plugins and demos that are set up without a person. */
export interface BootstrapKey {
  name: string;
  role: Role;
  key: string;
}

export interface ApiKeyDeps {
  store: AdminStore;
  now: () => number;
}

/** Keys for programs: 256 random bits, told once, stored as SHA-256. */
export class ApiKeys {
  readonly #deps: ApiKeyDeps;

  constructor(deps: ApiKeyDeps) {
    this.#deps = deps;
  }

  /** Makes the stored configured keys equal to `keys`: new ones come, changed ones change, others go. */
  configure(keys: readonly BootstrapKey[]): void {
    const { store, now } = this.#deps;
    const ids = new Set(keys.map(({ name }) => CONFIGURED_ID + name));
    const before = store.apiKeys();
    for (const { id } of before) if (id.startsWith(CONFIGURED_ID) && !ids.has(id)) store.deleteApiKey(id);
    for (const { name, role, key } of keys) {
      checkConfigured(name, key);
      const id = CONFIGURED_ID + name;
      const kept = before.find((one) => one.id === id);
      const created_at = kept?.created_at ?? new Date(now()).toISOString();
      const last_used_at = kept?.last_used_at ?? null;
      store.putApiKey({ id, name, role, created_at, last_used_at, keyHash: sha256(key) });
    }
  }

  list(): ApiKey[] {
    return this.#deps.store.apiKeys().map(withoutHash);
  }

  /** Throws CONFLICT when the name is taken. */
  create({ name, role }: z.infer<typeof NewApiKey>): z.infer<typeof CreatedApiKey> {
    const { store, now } = this.#deps;
    if (store.apiKeys().some((key) => key.name === name)) {
      throw new LapwingError('CONFLICT', {
        message: `there is an API key named ${JSON.stringify(name)} already`,
        where: 'name',
        hint: 'Choose another name, or delete the other key first',
      });
    }
    const key = API_KEY_PREFIX + randomSecret();
    const made: ApiKey = {
      id: randomUUID(),
      name,
      role,
      created_at: new Date(now()).toISOString(),
      last_used_at: null,
    };
    store.putApiKey({ ...made, keyHash: sha256(key) });
    return { ...made, key };
  }

  /** Throws NOT_FOUND; CONFLICT for a key of the configuration, which would be back at the next start. */
  delete(id: string): void {
    if (id.startsWith(CONFIGURED_ID) && this.#deps.store.apiKeys().some((key) => key.id === id)) {
      throw new LapwingError('CONFLICT', {
        message: 'the API key comes from the configuration',
        where: 'id',
        hint: 'Take it out of the configuration and restart the service',
      });
    }
    if (!this.#deps.store.deleteApiKey(id)) {
      throw new LapwingError('NOT_FOUND', {
        message: `there is no API key ${JSON.stringify(id)}`,
        where: 'id',
        hint: 'GET /auth/api-keys lists them',
      });
    }
  }

  /** Whose key this is. Throws UNAUTHENTICATED. */
  callerOf(key: string): Caller {
    const { store, now } = this.#deps;
    const kept = store.apiKeyByHash(sha256(key));
    if (kept === undefined) throw unauthenticated('the API key is not one of this service, or was deleted');
    const at = now();
    const lastUsed = kept.last_used_at === null ? -Infinity : Date.parse(kept.last_used_at);
    if (at - lastUsed >= TOUCH_EVERY_MS) store.touchApiKey(kept.id, at);
    return { identity: { name: kept.name, role: kept.role, by: 'api-key' } };
  }
}

function withoutHash({ keyHash: _, ...key }: StoredApiKey): ApiKey {
  return key;
}

function checkConfigured(name: string, key: string): void {
  if (key.startsWith(API_KEY_PREFIX) && key.length >= SHORTEST_CONFIGURED_KEY) return;
  throw new LapwingError('BAD_REQUEST', {
    message: `the configured API key ${JSON.stringify(name)} must start with ${API_KEY_PREFIX} and be ${SHORTEST_CONFIGURED_KEY} characters or longer`,
    where: `api_keys.${name}`,
    hint: `Make one with: echo ${API_KEY_PREFIX}$(openssl rand -hex 32)`,
  });
}
