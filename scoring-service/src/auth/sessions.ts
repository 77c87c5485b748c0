import { randomUUID } from 'node:crypto';
import type { Tokens } from '@lapwing/contract';
import type { AdminStore, StoredUser } from '../stores/admin-store.ts';
import { ACCESS_TOKEN_SECONDS, type AccessTokens } from './access-token.ts';
import type { Caller } from './caller.ts';
import { EndedSessions } from './ended-sessions.ts';
import { unauthenticated } from './errors.ts';
import { randomSecret, sha256 } from './secrets.ts';

/** A month: a dashboard that is opened now and then stays logged in; each use makes it a month again. */
export const REFRESH_TOKEN_MS = 30 * 86_400_000;

export interface SessionDeps {
  store: AdminStore;
  tokens: AccessTokens;
  now: () => number;
}

/** Log-ins: an access token that lives for minutes, and a refresh token that is good for one use. */
export class Sessions {
  readonly #deps: SessionDeps;
  readonly #ended = new EndedSessions(ACCESS_TOKEN_SECONDS * 1000);

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  begin(user: StoredUser): Promise<Tokens> {
    return this.#issue(user.username, randomUUID());
  }

  /** Throws UNAUTHENTICATED. A second use of a token ends its whole family: either use may be the thief's. */
  async refresh(token: string): Promise<Tokens> {
    const { store, now } = this.#deps;
    const at = now();
    const kept = store.refreshToken(sha256(token));
    if (kept === undefined)
      throw unauthenticated('the refresh token is not one of this service, or has ended');
    if (kept.usedAt !== null) {
      this.end(kept.family);
      store.audit({
        at,
        who: kept.username,
        action: 'session.end',
        target: kept.username,
        detail: 'a refresh token was used twice',
      });
      throw unauthenticated('the refresh token was used before: its session has been ended');
    }
    if (kept.expiresAt <= at) throw unauthenticated('the refresh token has expired');
    const user = store.user(kept.username);
    if (user === undefined || user.disabled) throw unauthenticated('the user may not log in');
    store.putRefreshToken({ ...kept, usedAt: at });
    return this.#issue(user.username, kept.family);
  }

  end(family: string): void {
    this.#ended.endFamily(family, this.#deps.now());
    this.#deps.store.endTokenFamily(family);
  }

  endAllOf(username: string): void {
    this.#ended.endUser(username, this.#deps.now());
    this.#deps.store.endTokensOf(username);
  }

  /** Whose access token this is. Throws UNAUTHENTICATED, also for a user who is gone or disabled since. */
  async callerOf(token: string): Promise<Caller> {
    const { store, tokens, now } = this.#deps;
    const { username, session, issuedAt } = await tokens.read(token, now());
    const user = store.user(username);
    if (user === undefined || user.disabled) throw unauthenticated('the user may not log in');
    const before = issuedAt < Date.parse(user.created_at);
    if (before || this.#ended.has(session, username, issuedAt))
      throw unauthenticated('the session has ended');
    return { identity: { name: username, role: user.role, by: 'token' }, session };
  }

  async #issue(username: string, family: string): Promise<Tokens> {
    const { store, tokens, now } = this.#deps;
    const issuedAt = now();
    const refresh_token = randomSecret();
    store.putRefreshToken({
      hash: sha256(refresh_token),
      family,
      username,
      expiresAt: issuedAt + REFRESH_TOKEN_MS,
      usedAt: null,
    });
    const access_token = await tokens.sign({ username, session: family, issuedAt });
    return { access_token, refresh_token, token_type: 'Bearer', expires_in: ACCESS_TOKEN_SECONDS };
  }
}
