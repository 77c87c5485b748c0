import type { ApiDeps } from '../deps.ts';
import { LapwingError } from '../../errors.ts';
import { type Call, type Handlers, whoOf } from '../handler.ts';
import { record } from './record.ts';

type Session = Pick<Handlers, 'login' | 'refresh' | 'me' | 'logout' | 'changePassword'>;

export function sessionHandlers(deps: ApiDeps): Session {
  const { users, sessions } = deps.auth;
  return {
    login: async ({ body }) => sessions.begin(await users.withPassword(body.username, body.password)),
    refresh: ({ body }) => sessions.refresh(body.refresh_token),
    me: (call) => whoOf(call).identity,
    logout: (call) => {
      sessions.end(sessionOf(call));
      return undefined;
    },
    changePassword: async (call) => {
      sessionOf(call);
      const { name } = whoOf(call).identity;
      await users.withPassword(name, call.body.current_password);
      await users.change(name, { password: call.body.new_password });
      record(deps, call, 'user.password', name);
      return undefined;
    },
  };
}

function sessionOf(call: Pick<Call<'logout'>, 'caller'>): string {
  const { session } = whoOf(call);
  if (session !== undefined) return session;
  throw new LapwingError('CONFLICT', {
    message: 'an API key has no session and no password',
    where: 'Authorization',
    hint: 'An admin ends an API key at DELETE /auth/api-keys/<id>',
  });
}
