import type { NewUser, Role, User, UserChange } from '@lapwing/contract';
import type { z } from 'zod';
import { LapwingError } from '../errors.ts';
import type { AdminStore, StoredUser } from '../stores/admin-store.ts';
import { unauthenticated } from './errors.ts';
import { type PasswordCost, hashPassword, passwordMatches } from './password.ts';
import { randomSecret } from './secrets.ts';
import type { Sessions } from './sessions.ts';

const FIRST_ADMIN = 'admin';

export interface UserDeps {
  store: AdminStore;
  sessions: Sessions;
  cost: PasswordCost;
  now: () => number;
}

/** People who log in with a password. */
export class Users {
  readonly #deps: UserDeps;
  /** The hash of a password that nobody has: an unknown name costs the same time as a known one. */
  readonly #decoy: Promise<string>;

  constructor(deps: UserDeps) {
    this.#deps = deps;
    this.#decoy = hashPassword(randomSecret(), deps.cost);
  }

  /** Makes `admin` when there is nobody yet, with `password` or a random one; undefined when there are users. */
  async ensureAdmin(password?: string): Promise<{ username: string; password: string } | undefined> {
    if (this.#deps.store.users().length > 0) return undefined;
    const chosen = password ?? randomSecret();
    await this.create({ username: FIRST_ADMIN, password: chosen, role: 'admin' });
    return { username: FIRST_ADMIN, password: chosen };
  }

  /** The user whose name and password these are. Throws UNAUTHENTICATED, the same for every reason. */
  async withPassword(username: string, password: string): Promise<StoredUser> {
    const user = this.#deps.store.user(username);
    const matches = await passwordMatches(password, user?.passwordHash ?? (await this.#decoy));
    if (user === undefined || user.disabled || !matches) {
      throw unauthenticated(
        'the user name or the password is wrong, or the user is disabled',
        'Check both; an admin can set a new password at PUT /auth/users/<username>',
      );
    }
    return user;
  }

  list(): User[] {
    return this.#deps.store.users().map(withoutHash);
  }

  /** Throws NOT_FOUND. */
  get(username: string): User {
    return withoutHash(this.#stored(username));
  }

  /** Throws CONFLICT when the name is taken. */
  async create({ username, password, role }: z.infer<typeof NewUser>): Promise<User> {
    this.#refuseTaken(username);
    const passwordHash = await hashPassword(password, this.#deps.cost);
    // Another request may have taken the name while this one hashed.
    this.#refuseTaken(username);
    const created_at = new Date(this.#deps.now()).toISOString();
    const user: StoredUser = { username, role, created_at, disabled: false, passwordHash };
    this.#deps.store.putUser(user);
    return withoutHash(user);
  }

  /** Throws NOT_FOUND; CONFLICT for a change that would leave no admin. */
  async change(username: string, change: z.infer<typeof UserChange>): Promise<User> {
    this.#stored(username);
    const passwordHash =
      change.password === undefined ? undefined : await hashPassword(change.password, this.#deps.cost);
    // Read again: another request may have changed the user while this one hashed.
    const before = this.#stored(username);
    const after: StoredUser = {
      ...before,
      role: change.role ?? before.role,
      disabled: change.disabled ?? before.disabled,
      passwordHash: passwordHash ?? before.passwordHash,
    };
    if (after.role !== 'admin' || after.disabled) this.#refuseLastAdmin(before);
    this.#deps.store.putUser(after);
    if (passwordHash !== undefined || after.disabled) this.#deps.sessions.endAllOf(username);
    return withoutHash(after);
  }

  /** Throws NOT_FOUND; CONFLICT for the last admin. */
  delete(username: string): void {
    this.#refuseLastAdmin(this.#stored(username));
    this.#deps.store.deleteUser(username);
    this.#deps.sessions.endAllOf(username);
  }

  #stored(username: string): StoredUser {
    const user = this.#deps.store.user(username);
    if (user !== undefined) return user;
    throw new LapwingError('NOT_FOUND', {
      message: `there is no user ${JSON.stringify(username)}`,
      where: 'username',
      hint: 'GET /auth/users lists them',
    });
  }

  #refuseTaken(username: string): void {
    if (this.#deps.store.user(username) === undefined) return;
    throw new LapwingError('CONFLICT', {
      message: `there is a user ${JSON.stringify(username)} already`,
      where: 'username',
      hint: 'Choose another name, or change that user at PUT /auth/users/<username>',
    });
  }

  #refuseLastAdmin({ username }: StoredUser): void {
    const admins = this.#deps.store.users().filter(isWorkingAdmin);
    if (admins.length !== 1 || admins[0].username !== username) return;
    throw new LapwingError('CONFLICT', {
      message: `${username} is the last admin`,
      where: 'username',
      hint: 'Make another user an admin first',
    });
  }
}

function isWorkingAdmin({ role, disabled }: { role: Role; disabled: boolean }): boolean {
  return role === 'admin' && !disabled;
}

function withoutHash({ passwordHash: _, ...user }: StoredUser): User {
  return user;
}
