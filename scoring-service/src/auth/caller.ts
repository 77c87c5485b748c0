import type { Identity, Role } from '@lapwing/contract';

/** Whoever a request's credentials belong to. */
export interface Caller {
  identity: Identity;
  /** The family of refresh tokens that the access token belongs to; absent for an API key. */
  session?: string;
}

const RANK: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, admin: 2 };

/** Each role may do what the ones below it may. */
export function mayActAs(role: Role, wanted: Role): boolean {
  return RANK[role] >= RANK[wanted];
}
