import { Identity, LoginBody, PasswordChange, RefreshBody, Tokens } from '../auth.ts';
import { routes } from './route.ts';

export const sessionRoutes = routes({
  login: {
    method: 'post',
    path: '/auth/login',
    tag: 'Session',
    access: 'public',
    limit: 'secret',
    summary: 'Tokens for a user name and a password',
    body: LoginBody,
    status: 200,
    answer: Tokens,
    errors: ['UNAUTHENTICATED'],
  },
  refresh: {
    method: 'post',
    path: '/auth/refresh',
    tag: 'Session',
    access: 'public',
    summary: 'New tokens for a refresh token',
    description:
      'A refresh token is good for one use. A second use ends the session that it belongs to: one of the two users stole it.',
    body: RefreshBody,
    status: 200,
    answer: Tokens,
    errors: ['UNAUTHENTICATED'],
  },
  me: {
    method: 'get',
    path: '/auth/me',
    tag: 'Session',
    access: 'viewer',
    summary: 'Who the service takes you for',
    status: 200,
    answer: Identity,
  },
  logout: {
    method: 'post',
    path: '/auth/logout',
    tag: 'Session',
    access: 'viewer',
    summary: 'End this session and its tokens',
    status: 204,
    errors: ['CONFLICT'],
  },
  changePassword: {
    method: 'post',
    path: '/auth/password',
    tag: 'Session',
    access: 'viewer',
    limit: 'secret',
    summary: 'Change your own password; every session of yours ends',
    body: PasswordChange,
    status: 204,
    errors: ['CONFLICT'],
  },
});
