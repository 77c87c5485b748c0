import type { AdminStore } from '../stores/admin-store.ts';
import { AccessTokens } from './access-token.ts';
import { API_KEY_PREFIX, ApiKeys, type BootstrapKey } from './api-keys.ts';
import type { Caller } from './caller.ts';
import { unauthenticated } from './errors.ts';
import { PASSWORD_COST, type PasswordCost } from './password.ts';
import { randomSecret } from './secrets.ts';
import { Sessions } from './sessions.ts';
import { Users } from './users.ts';

export interface AuthConfig {
  store: AdminStore;
  now: () => number;
  /** API keys of the configuration. */
  bootstrapKeys?: readonly BootstrapKey[];
  passwordCost?: PasswordCost;
}

/** The headers that may carry credentials. */
interface CredentialHeaders {
  authorization?: string | undefined;
  apiKey?: string | undefined;
}

/** Who may come in: users with passwords and sessions, programs with API keys. */
export interface Auth {
  users: Users;
  sessions: Sessions;
  apiKeys: ApiKeys;
  /** Throws UNAUTHENTICATED. */
  callerOf(headers: CredentialHeaders): Promise<Caller>;
}

const SIGNING_SECRET = 'access-token-key';
const BEARER = /^Bearer +(\S+)$/i;

/** Throws BAD_REQUEST for a configured API key that is too weak. */
export function createAuth({ store, now, bootstrapKeys, passwordCost }: AuthConfig): Auth {
  const tokens = new AccessTokens(store.secret(SIGNING_SECRET, randomSecret));
  const sessions = new Sessions({ store, tokens, now });
  const users = new Users({ store, sessions, cost: passwordCost ?? PASSWORD_COST, now });
  const apiKeys = new ApiKeys({ store, now });
  apiKeys.configure(bootstrapKeys ?? []);
  return {
    users,
    sessions,
    apiKeys,
    async callerOf(headers) {
      const credential = credentialOf(headers);
      return credential.startsWith(API_KEY_PREFIX)
        ? apiKeys.callerOf(credential)
        : sessions.callerOf(credential);
    },
  };
}

function credentialOf({ authorization, apiKey }: CredentialHeaders): string {
  if (apiKey !== undefined && authorization === undefined) {
    if (apiKey.startsWith(API_KEY_PREFIX)) return apiKey;
    throw unauthenticated('X-Api-Key does not hold an API key of this service');
  }
  if (authorization === undefined) throw unauthenticated('the request has no credentials');
  const bearer = BEARER.exec(authorization);
  if (bearer === null)
    throw unauthenticated('the Authorization header must be `Bearer`, a space and a token');
  return bearer[1];
}
