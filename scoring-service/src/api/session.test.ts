import { Tokens } from '@lapwing/contract';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { REFRESH_TOKEN_MS } from '../auth/sessions.ts';
import { ADMIN_PASSWORD, KEYS, type TestApi, bearer, startTestApi } from './testing/test-api.ts';
import { expectError } from './testing/expect-error.ts';

const MINUTE = 60_000;
let api: TestApi;
beforeEach(async () => {
  api = await startTestApi({ rateLimits: { requests: 1e6, secrets: 1e6 } });
});
afterEach(() => api.close());

const tryLogin = (username: string, password: string) =>
  request(api.app).post('/auth/login').send({ username, password });
async function login(username = 'admin', password = ADMIN_PASSWORD): Promise<Tokens> {
  api.clock.now += 1000;
  return Tokens.parse((await tryLogin(username, password).expect(200)).body);
}
const refresh = (refresh_token: string) => request(api.app).post('/auth/refresh').send({ refresh_token });
const me = (token: string) => request(api.app).get('/auth/me').set(bearer(token));
const addUser = (username: string, role = 'viewer', password = `the password of ${username}`) =>
  request(api.app).post('/auth/users').set(bearer(KEYS.admin)).send({ username, password, role }).expect(201);
const changeUser = (username: string, change: object) =>
  request(api.app).put(`/auth/users/${username}`).set(bearer(KEYS.admin)).send(change);

describe('log in', () => {
  test('the first admin logs in and is told who it is', async () => {
    const { access_token, expires_in } = await login();
    expect(expires_in).toBe(900);
    expect((await me(access_token)).body).toEqual({ name: 'admin', role: 'admin', by: 'token' });
  });

  test('a wrong password, an unknown and a disabled user get the very same answer', async () => {
    await addUser('bob');
    await changeUser('bob', { disabled: true }).expect(200);
    const answers = await Promise.all([
      tryLogin('admin', 'wrong'),
      tryLogin('nobody', 'wrong'),
      tryLogin('bob', 'the password of bob'),
    ]);
    const told = answers.map((answer) => ({ ...expectError(answer, 'UNAUTHENTICATED'), request_id: '' }));
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });

  test('too many guesses from one address are stopped, good log-ins do not count', async () => {
    api.close();
    api = await startTestApi({ rateLimits: { requests: 1e6, secrets: 3 } });
    for (let i = 0; i < 5; i++) await login();
    for (let i = 0; i < 3; i++) expectError(await tryLogin('admin', 'wrong'), 'UNAUTHENTICATED');
    const stopped = await tryLogin('admin', ADMIN_PASSWORD);
    expectError(stopped, 'TOO_MANY_REQUESTS');
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('a forged X-Forwarded-For does not give new guesses', async () => {
    api.close();
    api = await startTestApi({ rateLimits: { requests: 1e6, secrets: 1 } });
    expectError(await tryLogin('admin', 'wrong'), 'UNAUTHENTICATED');
    expectError(await tryLogin('admin', 'wrong').set('X-Forwarded-For', '10.9.8.7'), 'TOO_MANY_REQUESTS');
  });
});

describe('tokens', () => {
  test('the access token ends after a quarter of an hour, the refresh token makes the next', async () => {
    const first = await login();
    api.clock.now += 15 * MINUTE;
    const error = expectError(await me(first.access_token), 'UNAUTHENTICATED');
    expect(error.hint).toContain('/auth/refresh');
    const second = Tokens.parse((await refresh(first.refresh_token).expect(200)).body);
    await me(second.access_token).expect(200);
  });

  test('a refresh token that is used twice ends the whole session', async () => {
    const first = await login();
    const other = await login();
    const second = Tokens.parse((await refresh(first.refresh_token)).body);
    expectError(await refresh(first.refresh_token), 'UNAUTHENTICATED');
    expectError(await refresh(second.refresh_token), 'UNAUTHENTICATED');
    expectError(await me(second.access_token), 'UNAUTHENTICATED');
    await me(other.access_token).expect(200);
    const { body } = await request(api.app).get('/api/v1/audit').set(bearer(KEYS.admin));
    expect(body.items[0]).toMatchObject({ action: 'session.end', detail: 'a refresh token was used twice' });
  });

  test('of two uses at once, one wins', async () => {
    const { refresh_token } = await login();
    const both = await Promise.all([refresh(refresh_token), refresh(refresh_token)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test('a refresh token ends after a month, and an unknown one never began', async () => {
    const { refresh_token } = await login();
    api.clock.now += REFRESH_TOKEN_MS;
    expectError(await refresh(refresh_token), 'UNAUTHENTICATED');
    expectError(await refresh('made up'), 'UNAUTHENTICATED');
  });

  test('neither token is stored as it is', async () => {
    const { refresh_token } = await login();
    expect(api.stores.admin.refreshToken(refresh_token)).toBeUndefined();
  });

  test('logging out ends both tokens of this session alone', async () => {
    const [here, there] = [await login(), await login()];
    await request(api.app).post('/auth/logout').set(bearer(here.access_token)).expect(204);
    expectError(await me(here.access_token), 'UNAUTHENTICATED');
    expectError(await refresh(here.refresh_token), 'UNAUTHENTICATED');
    await me(there.access_token).expect(200);
  });

  test('an API key cannot log out', async () => {
    expectError(await request(api.app).post('/auth/logout').set(bearer(KEYS.viewer)), 'CONFLICT');
  });
});

describe('passwords', () => {
  const change = (token: string, current_password: string, new_password: string) =>
    request(api.app).post('/auth/password').set(bearer(token)).send({ current_password, new_password });

  test('changing it ends every session, and the new one counts', async () => {
    const [here, there] = [await login(), await login()];
    await change(here.access_token, ADMIN_PASSWORD, 'another password').expect(204);
    for (const { access_token, refresh_token } of [here, there]) {
      expectError(await me(access_token), 'UNAUTHENTICATED');
      expectError(await refresh(refresh_token), 'UNAUTHENTICATED');
    }
    expectError(await tryLogin('admin', ADMIN_PASSWORD), 'UNAUTHENTICATED');
    await me((await login('admin', 'another password')).access_token).expect(200);
  });

  test('a wrong current one, a short new one, and an API key are refused', async () => {
    const { access_token } = await login();
    expectError(await change(access_token, 'wrong', 'another password'), 'UNAUTHENTICATED');
    const short = expectError(await change(access_token, ADMIN_PASSWORD, 'short'), 'BAD_REQUEST');
    expect(short.where).toBe('body.new_password');
    expectError(await change(KEYS.admin, 'x', 'another password'), 'CONFLICT');
    await me(access_token).expect(200);
  });
});

describe('a user who is changed', () => {
  test('a new role counts at once', async () => {
    await addUser('bob');
    const { access_token } = await login('bob', 'the password of bob');
    await changeUser('bob', { role: 'editor' }).expect(200);
    expect((await me(access_token)).body).toMatchObject({ role: 'editor' });
  });

  test.each(['disable', 'delete'])('%s: every token ends at once', async (how) => {
    await addUser('bob');
    const { access_token, refresh_token } = await login('bob', 'the password of bob');
    if (how === 'disable') await changeUser('bob', { disabled: true }).expect(200);
    else await request(api.app).delete('/auth/users/bob').set(bearer(KEYS.admin)).expect(204);
    expectError(await me(access_token), 'UNAUTHENTICATED');
    expectError(await refresh(refresh_token), 'UNAUTHENTICATED');
  });

  test('a token of a user who was removed is not good for the next one of that name', async () => {
    await addUser('bob');
    const { access_token } = await login('bob', 'the password of bob');
    await request(api.app).delete('/auth/users/bob').set(bearer(KEYS.admin)).expect(204);
    api.clock.now += 1000;
    await addUser('bob', 'admin');
    expectError(await me(access_token), 'UNAUTHENTICATED');
  });
});
