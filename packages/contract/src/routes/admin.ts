import { z } from 'zod';
import { ApiKey, CreatedApiKey, NewApiKey, NewUser, User, UserChange, Username } from '../auth.ts';
import { listSchema, queryInteger } from './query.ts';
import { routes } from './route.ts';

/** Who changed what, and when. */
export const AuditEntry = z.object({
  at: z.iso.datetime(),
  who: z.string(),
  action: z.string().meta({ example: 'detector.change' }),
  target: z.string(),
  detail: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const LARGEST_AUDIT_PAGE = 10_000;
const username = z.strictObject({ username: Username });
const keyId = z.strictObject({ id: z.string().min(1).max(200) });

export const adminRoutes = routes({
  listUsers: {
    method: 'get',
    path: '/auth/users',
    tag: 'Users',
    access: 'admin',
    summary: 'All users',
    status: 200,
    answer: listSchema(User),
  },
  createUser: {
    method: 'post',
    path: '/auth/users',
    tag: 'Users',
    access: 'admin',
    summary: 'Make a user',
    body: NewUser,
    status: 201,
    answer: User,
    errors: ['CONFLICT'],
  },
  getUser: {
    method: 'get',
    path: '/auth/users/:username',
    tag: 'Users',
    access: 'admin',
    summary: 'One user',
    params: username,
    status: 200,
    answer: User,
  },
  changeUser: {
    method: 'put',
    path: '/auth/users/:username',
    tag: 'Users',
    access: 'admin',
    summary: "Change a user's password or role, disable or enable",
    description: 'A new password or disabling ends every session of the user. The last admin stays one.',
    params: username,
    body: UserChange,
    status: 200,
    answer: User,
    errors: ['CONFLICT'],
  },
  deleteUser: {
    method: 'delete',
    path: '/auth/users/:username',
    tag: 'Users',
    access: 'admin',
    summary: 'Remove a user; the last admin stays',
    params: username,
    status: 204,
    errors: ['CONFLICT'],
  },
  listApiKeys: {
    method: 'get',
    path: '/auth/api-keys',
    tag: 'API keys',
    access: 'admin',
    summary: 'All API keys, without the keys themselves',
    status: 200,
    answer: listSchema(ApiKey),
  },
  createApiKey: {
    method: 'post',
    path: '/auth/api-keys',
    tag: 'API keys',
    access: 'admin',
    summary: 'Make an API key; the answer is the one time that it is told',
    body: NewApiKey,
    status: 201,
    answer: CreatedApiKey,
    errors: ['CONFLICT'],
  },
  deleteApiKey: {
    method: 'delete',
    path: '/auth/api-keys/:id',
    tag: 'API keys',
    access: 'admin',
    summary: 'Remove an API key; it is refused from now on',
    params: keyId,
    status: 204,
    errors: ['CONFLICT'],
  },
  audit: {
    method: 'get',
    path: '/api/v1/audit',
    tag: 'Audit',
    access: 'admin',
    summary: 'Who changed what, newest first',
    query: z.strictObject({ limit: queryInteger(1, LARGEST_AUDIT_PAGE).optional() }),
    status: 200,
    answer: listSchema(AuditEntry),
  },
});
