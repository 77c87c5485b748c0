import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { GUARDED_USER, needServer, startPostgres, type RunningPostgres } from '../servers/index.ts';
import { newFolder, serve, type Served } from './serve.ts';

const PATIENCE_MS = 60_000;
const calendar = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', 'END:VCALENDAR', ''].join('\r\n');
const user = (username: string) => ({ username, password: `a long password of ${username}`, role: 'editor' });

needServer('postgres')('the administration in a real PostgreSQL', () => {
  let postgres: RunningPostgres;
  let served: Served[] = [];
  const keep = (one: Served): Served => (served.push(one), one);
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterEach(async () => {
    for (const one of served.splice(0)) await one.lose();
    served = [];
  });
  afterAll(() => postgres.stop());

  const partOf = async ({ service }: Served) =>
    (await service.health()).parts.find(({ name }) => name === 'store:postgres');
  async function until(what: string, done: () => Promise<boolean>): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(100)) if (await done()) return;
    throw new Error(`after ${PATIENCE_MS / 1000} s still not: ${what}`);
  }

  /** That user of that schema is in PostgreSQL. */
  async function copied(schema: string, username: string): Promise<void> {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    const users = `SELECT 1 FROM ${schema}.users WHERE username = $1`;
    await until(`${username} is copied`, async () => (await client.query(users, [username])).rowCount === 1);
    await client.end();
  }

  test('outlives its data folder: a new one has the same users, sessions, detectors and calendars', async () => {
    const first = keep(await serve(await newFolder(postgres.url, 'outlives')));
    expect((await first.api('POST', '/auth/users', user('ada'))).status).toBe(201);
    const put = await first.api('PUT', '/api/v1/calendars/ops', { ics: calendar, time_zone: 'UTC' });
    expect(put.status).toBe(200);
    const login = { username: 'ada', password: user('ada').password };
    const { body: tokens } = await first.api('POST', '/auth/login', login);
    expect((await first.api('POST', '/auth/users', user('last'))).status).toBe(201);
    const audit = (await first.api('GET', '/api/v1/audit')).body;
    await copied('outlives', 'last');
    await first.lose();

    const second = keep(await serve(await newFolder(postgres.url, 'outlives')));
    const { body: users } = await second.api('GET', '/auth/users');
    expect(JSON.stringify(users)).toContain('"ada"');
    expect(JSON.stringify((await second.api('GET', '/api/v1/calendars')).body)).toContain('"ops"');
    expect((await second.api('GET', '/api/v1/audit')).body).toEqual(audit);
    // The key that signs tokens is the same: who was logged in still is.
    const { access_token } = tokens as { access_token: string };
    const me = await fetch(`${second.service.url}/api/v1/signals`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(me.status).toBe(200);
    expect((await second.api('DELETE', '/auth/users/ada')).status).toBe(204);
    expect(await partOf(second)).toMatchObject({ status: 'ok' });
  });

  test('goes on while PostgreSQL is away, says so, and copies what changed when it is back', async () => {
    const home = await newFolder(postgres.url, 'away');
    const one = keep(await serve(home));
    expect((await one.api('POST', '/auth/users', user('before'))).status).toBe(201);
    await postgres.kill();
    expect((await one.api('POST', '/auth/users', user('meanwhile'))).status).toBe(201);
    expect((await one.api('DELETE', '/auth/users/before')).status).toBe(204);
    await until('degraded', async () => (await partOf(one))?.status === 'degraded');
    await postgres.restart();
    await until('ok again', async () => (await partOf(one))?.status === 'ok');
    await one.lose();

    const other = keep(await serve(await newFolder(postgres.url, 'away')));
    const users = JSON.stringify((await other.api('GET', '/auth/users')).body);
    expect(users).toContain('"meanwhile"');
    expect(users).not.toContain('"before"');
  });

  test('a folder that was taken over takes what is newer, and sets its own aside', async () => {
    const home = await newFolder(postgres.url, 'back');
    const first = keep(await serve(home));
    await first.api('POST', '/auth/users', user('old'));
    await first.service.process.stop();
    const second = keep(await serve(await newFolder(postgres.url, 'back')));
    await second.api('DELETE', '/auth/users/old');
    await second.api('POST', '/auth/users', user('new'));
    await second.service.process.stop();

    const again = keep(await serve(home));
    const users = JSON.stringify((await again.api('GET', '/auth/users')).body);
    expect(users).toContain('"new"');
    expect(users).not.toContain('"old"');
    expect(readdirSync(home.folder).some((file) => file.startsWith('admin-set-aside-'))).toBe(true);
  });

  test('logs in with the password of a file; a wrong one is told at the start', async () => {
    const password = 'p%41: w@rd/ü?#';
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query(`CREATE ROLE ${GUARDED_USER} LOGIN PASSWORD '${password}'`);
    await client.query(`GRANT CREATE ON DATABASE postgres TO ${GUARDED_USER}`);
    await client.end();
    const url = postgres.url.replace('postgres@', `${GUARDED_USER}@`);
    const one = keep(await serve(await newFolder(url, 'guarded', password)));
    expect(await partOf(one)).toMatchObject({ status: 'ok' });
    await expect(serve(await newFolder(url, 'guarded', 'another'))).rejects.toThrow(
      /password authentication failed[^]*data\.postgres/,
    );
  });

  test('two at once are refused, and so is a new folder while PostgreSQL is not to be had', async () => {
    keep(await serve(await newFolder(postgres.url, 'two')));
    await expect(serve(await newFolder(postgres.url, 'two'))).rejects.toThrow(
      'another Lapwing keeps its administration there',
    );
    await expect(serve(await newFolder('postgres://nobody@127.0.0.1:1/none', 'x'))).rejects.toThrow(
      /PostgreSQL cannot be used[^]*data\.postgres/,
    );
  });
});
