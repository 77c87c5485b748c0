import { AuditEntry } from '@lapwing/contract';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAuth } from '../auth/auth.ts';
import { ADMIN_PASSWORD, KEYS, NOON, type TestApi, bearer, startTestApi } from './testing/test-api.ts';
import { expectError } from './testing/expect-error.ts';

let api: TestApi;
const admin = bearer(KEYS.admin);
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

const users = '/auth/users';
const bob = { username: 'bob', password: 'the password of bob', role: 'editor' };
async function lastAudit(): Promise<AuditEntry> {
  const { body } = await request(api.app).get('/api/v1/audit?limit=1').set(admin).expect(200);
  return AuditEntry.parse(body.items[0]);
}

describe('users', () => {
  test('are made, read, changed and removed, each with a line in the audit log', async () => {
    const made = await request(api.app).post(users).set(admin).send(bob).expect(201);
    expect(made.body).toEqual({
      username: 'bob',
      role: 'editor',
      disabled: false,
      created_at: new Date(NOON).toISOString(),
    });
    expect(await lastAudit()).toMatchObject({ action: 'user.create', target: 'bob', who: 'admin (api-key)' });
    expect((await request(api.app).get(users).set(admin)).body).toMatchObject({ total: 2 });
    await request(api.app).put(`${users}/bob`).set(admin).send({ role: 'viewer' }).expect(200);
    expect((await request(api.app).get(`${users}/bob`).set(admin)).body).toMatchObject({ role: 'viewer' });
    expect(await lastAudit()).toMatchObject({ action: 'user.change', detail: 'changed role' });
    await request(api.app).delete(`${users}/bob`).set(admin).expect(204);
    expectError(await request(api.app).get(`${users}/bob`).set(admin), 'NOT_FOUND');
  });

  test('no answer and no audit entry holds a password or its hash', async () => {
    const made = await request(api.app).post(users).set(admin).send(bob);
    const changed = await request(api.app)
      .put(`${users}/bob`)
      .set(admin)
      .send({ password: 'a secret for bob' });
    const audit = await request(api.app).get('/api/v1/audit').set(admin);
    for (const { text } of [made, changed, audit])
      expect(text).not.toMatch(/scrypt|password of bob|secret for bob/);
  });

  test.each([
    ['a taken name', bob, bob, 'CONFLICT'],
    ['a short password', undefined, { ...bob, password: 'short' }, 'BAD_REQUEST'],
    ['an unknown role', undefined, { ...bob, role: 'root' }, 'BAD_REQUEST'],
    ['a name with a slash', undefined, { ...bob, username: 'a/b' }, 'BAD_REQUEST'],
    ['an unknown key', undefined, { ...bob, admin: true }, 'BAD_REQUEST'],
  ] as const)('%s is refused', async (_, before, body, code) => {
    if (before !== undefined) await request(api.app).post(users).set(admin).send(before).expect(201);
    expectError(await request(api.app).post(users).set(admin).send(body), code);
  });

  test('two at once under one name: one is made', async () => {
    const both = await Promise.all([1, 2].map(() => request(api.app).post(users).set(admin).send(bob)));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test.each([
    ['removed', () => request(api.app).delete(`${users}/admin`).set(admin)],
    ['made a viewer', () => request(api.app).put(`${users}/admin`).set(admin).send({ role: 'viewer' })],
    ['disabled', () => request(api.app).put(`${users}/admin`).set(admin).send({ disabled: true })],
  ])('the last admin cannot be %s', async (_, ask) => {
    expectError(await ask(), 'CONFLICT');
    await request(api.app)
      .post(users)
      .set(admin)
      .send({ ...bob, role: 'admin' })
      .expect(201);
    expect((await ask()).status).toBeLessThan(300);
  });

  test('a disabled admin does not count as one', async () => {
    await request(api.app)
      .post(users)
      .set(admin)
      .send({ ...bob, role: 'admin' });
    await request(api.app).put(`${users}/bob`).set(admin).send({ disabled: true }).expect(200);
    expectError(await request(api.app).delete(`${users}/admin`).set(admin), 'CONFLICT');
  });
});

describe('API keys', () => {
  const keys = '/auth/api-keys';
  const create = (name: string, role = 'viewer') =>
    request(api.app).post(keys).set(admin).send({ name, role });

  test('the key is told once, works, and is told as used', async () => {
    const { body } = await create('grafana').expect(201);
    expect(body.key).toMatch(/^lpw_[A-Za-z0-9_-]{43}$/);
    const me = await request(api.app).get('/auth/me').set(bearer(body.key)).expect(200);
    expect(me.body).toEqual({ name: 'grafana', role: 'viewer', by: 'api-key' });
    const list = await request(api.app).get(keys).set(admin);
    expect(list.text).not.toContain(body.key);
    expect(list.text).not.toMatch(/hash/i);
    expect(list.body.items.find(({ id }: { id: string }) => id === body.id)).toMatchObject({
      last_used_at: new Date(NOON).toISOString(),
    });
    expect(await lastAudit()).toMatchObject({ action: 'api-key.create', detail: 'grafana, role viewer' });
  });

  test('a deleted key is refused at once', async () => {
    const { body } = await create('grafana');
    await request(api.app).delete(`${keys}/${body.id}`).set(admin).expect(204);
    expectError(await request(api.app).get('/auth/me').set(bearer(body.key)), 'UNAUTHENTICATED');
    expectError(await request(api.app).delete(`${keys}/${body.id}`).set(admin), 'NOT_FOUND');
  });

  test('a taken name is refused, and so is deleting one of the configuration', async () => {
    await create('grafana');
    expectError(await create('grafana'), 'CONFLICT');
    expectError(await request(api.app).delete(`${keys}/config-viewer`).set(admin), 'CONFLICT');
    expectError(await request(api.app).delete(`${keys}/config-nobody`).set(admin), 'NOT_FOUND');
  });

  test('the last use is written once a minute', async () => {
    const used = () => api.stores.admin.apiKeys().find(({ name }) => name === 'viewer')?.last_used_at;
    const me = () => request(api.app).get('/auth/me').set(bearer(KEYS.viewer)).expect(200);
    await me();
    const first = used();
    api.clock.now += 59_000;
    await me();
    expect(used()).toBe(first);
    api.clock.now += 1_000;
    await me();
    expect(used()).toBe(new Date(api.clock.now).toISOString());
  });
});

describe('at the start', () => {
  const again = (bootstrapKeys: { name: string; role: 'viewer'; key: string }[]) =>
    createAuth({
      store: api.stores.admin,
      now: () => NOON,
      bootstrapKeys,
      passwordCost: { logN: 4, r: 8, p: 1 },
    });

  test('an admin is made once, with a random password unless one is given', async () => {
    expect(await api.auth.users.ensureAdmin()).toBeUndefined();
    const store = api.stores.admin;
    for (const { username } of store.users()) store.deleteUser(username);
    const made = await api.auth.users.ensureAdmin();
    expect(made?.password).toMatch(/^[A-Za-z0-9_-]{43}$/);
    await api.auth.users.withPassword('admin', made?.password ?? '');
    expect(await api.auth.users.ensureAdmin(ADMIN_PASSWORD)).toBeUndefined();
  });

  test('keys of the configuration come, change and go with it; others stay', async () => {
    const { body } = await request(api.app)
      .post('/auth/api-keys')
      .set(admin)
      .send({ name: 'x', role: 'viewer' });
    const next = again([{ name: 'viewer', role: 'viewer', key: 'lpw_a_changed_key_of_viewer' }]);
    await expect(next.callerOf({ apiKey: KEYS.viewer })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(next.callerOf({ apiKey: KEYS.admin })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await next.callerOf({ apiKey: 'lpw_a_changed_key_of_viewer' })).toMatchObject({
      identity: { name: 'viewer' },
    });
    expect(await next.callerOf({ apiKey: body.key })).toMatchObject({ identity: { name: 'x' } });
  });

  test('a restart signs with the same secret', async () => {
    const { body } = await request(api.app)
      .post('/auth/login')
      .send({ username: 'admin', password: ADMIN_PASSWORD });
    const caller = await again([]).callerOf({ authorization: `Bearer ${body.access_token}` });
    expect(caller.identity.name).toBe('admin');
  });

  test.each(['password123', 'lpw_short'])('the configured key %s is too weak', (key) => {
    expect(() => again([{ name: 'demo', role: 'viewer', key }])).toThrow('must start with lpw_');
  });
});
