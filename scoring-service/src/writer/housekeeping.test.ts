import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DatabaseSync } from 'node:sqlite';
import { ServerFault } from '../sources/shared/server-fault.ts';
import type { DeadLetter, DeadLetterStore } from '../stores/dead-letter-store.ts';
import { createSqliteDeadLetters } from '../stores/sqlite/dead-letters.ts';
import { openSqlite } from '../stores/sqlite/open.ts';
import { SCORE_MIGRATIONS } from '../stores/sqlite/score-schema.ts';
import { Housekeeping } from './housekeeping.ts';
import type { Requests } from './requests.ts';
import { DAY_MS } from './retention.ts';
import { WriterSettings } from './settings.ts';

const MINUTE_MS = 60_000;
const never = new AbortController().signal;
let db: DatabaseSync;
let deadLetters: DeadLetterStore;
const clock = { now: 0 };
beforeEach(() => {
  db = openSqlite({ file: ':memory:', durability: 'process', migrations: SCORE_MIGRATIONS });
  deadLetters = createSqliteDeadLetters(db);
  clock.now = Date.parse('2026-11-22T00:00:00Z');
});
afterEach(() => db.close());

const open = (request: Requests['request']): Housekeeping =>
  new Housekeeping({
    ...{ requests: { request }, deadLetters, url: 'http://search', now: () => clock.now },
    settings: WriterSettings.parse({ retention_days: 10 }),
  });
const letter = (at: number): DeadLetter => ({
  ...{ documentId: String(at), index: 'lapwing-scores-v1-2026.11.22', document: '{}', at },
  reason: 'mapper_parsing_exception: no',
});
const unavailable = () => new ServerFault({ kind: 'answer', status: 503, body: '', askedMs: 0 }, '503');

test.each([
  ['a server in trouble', () => Promise.reject(unavailable()), '503'],
  ['an answer of another shape', () => Promise.resolve('<html>'), 'object'],
])('%s is told, holds nothing up, and is tried again in a minute', async (_, failing, said) => {
  let request: Requests['request'] = failing;
  const housekeeping = open((...sent) => request(...sent));
  await housekeeping.run(never);
  expect(housekeeping.health().status).toBe('degraded');
  expect(housekeeping.health().reason).toContain(said);
  request = async ({ path }) => {
    if (path.includes('_ism'))
      throw new ServerFault({ kind: 'answer', status: 400, body: '', askedMs: 0 }, '400');
    return { indices: [] };
  };
  clock.now += MINUTE_MS;
  await housekeeping.run(never);
  expect(housekeeping.health()).toEqual({ status: 'ok', reason: '' });
});

test('once an hour', async () => {
  let requests = 0;
  const housekeeping = open(async ({ path }) => {
    requests++;
    if (path.includes('_ism'))
      throw new ServerFault({ kind: 'answer', status: 400, body: '', askedMs: 0 }, '400');
    return { indices: [] };
  });
  const counts: number[] = [];
  for (const minutes of [0, 59, 1]) {
    clock.now += minutes * MINUTE_MS;
    await housekeeping.run(never);
    counts.push(requests);
  }
  expect(counts[0]).toBeGreaterThan(0);
  expect(counts).toEqual([counts[0], counts[0], 2 * counts[0]]);
});

test('a refusal shows for an hour, after a restart too; its letter stays until its age is out', async () => {
  const offline = () => Promise.reject(unavailable());
  open(offline).refused([letter(clock.now)]);
  const housekeeping = open(offline);
  expect(housekeeping.health().reason).toContain('mapper_parsing_exception');
  clock.now += 61 * MINUTE_MS;
  expect(housekeeping.health()).toEqual({ status: 'ok', reason: '' });
  expect(deadLetters.count()).toBe(1);
  clock.now += 11 * DAY_MS;
  await housekeeping.run(never);
  expect(deadLetters.count()).toBe(0);
});

test('a stop ends it at once', async () => {
  const stop = new AbortController();
  stop.abort(new Error('stopped'));
  await expect(open(() => Promise.reject(new Error('aborted'))).run(stop.signal)).rejects.toThrow('stopped');
});
