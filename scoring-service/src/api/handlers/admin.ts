import type { ApiDeps } from '../deps.ts';
import type { Handlers } from '../handler.ts';
import { record } from './record.ts';

type Admin = Pick<
  Handlers,
  | 'listUsers'
  | 'createUser'
  | 'getUser'
  | 'changeUser'
  | 'deleteUser'
  | 'listApiKeys'
  | 'createApiKey'
  | 'deleteApiKey'
  | 'audit'
>;

const DEFAULT_AUDIT_ENTRIES = 100;

export function adminHandlers(deps: ApiDeps): Admin {
  const { users, apiKeys } = deps.auth;
  return {
    listUsers: () => listOf(users.list()),
    createUser: async (call) => {
      const user = await users.create(call.body);
      record(deps, call, 'user.create', user.username, `role ${user.role}`);
      return user;
    },
    getUser: ({ params }) => users.get(params.username),
    changeUser: async (call) => {
      const user = await users.change(call.params.username, call.body);
      record(deps, call, 'user.change', user.username, `changed ${Object.keys(call.body).join(', ')}`);
      return user;
    },
    deleteUser: (call) => {
      users.delete(call.params.username);
      record(deps, call, 'user.delete', call.params.username);
      return undefined;
    },
    listApiKeys: () => listOf(apiKeys.list()),
    createApiKey: (call) => {
      const made = apiKeys.create(call.body);
      record(deps, call, 'api-key.create', made.id, `${made.name}, role ${made.role}`);
      return made;
    },
    deleteApiKey: (call) => {
      apiKeys.delete(call.params.id);
      record(deps, call, 'api-key.delete', call.params.id);
      return undefined;
    },
    audit: ({ query }) => {
      const entries = deps.admin.auditLog(query.limit ?? DEFAULT_AUDIT_ENTRIES);
      return listOf(entries.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })));
    },
  };
}

function listOf<T>(items: T[]): { items: T[]; total: number } {
  return { items, total: items.length };
}
