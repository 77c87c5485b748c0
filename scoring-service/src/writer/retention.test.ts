import { expect, test } from 'vitest';
import type { OpenSearchRequest } from '../sources/opensearch/client.ts';
import { ServerFault } from '../sources/shared/server-fault.ts';
import type { Requests } from './requests.ts';
import { deleteOutdated, keptFrom, outdated, putIsmPolicy } from './retention.ts';

const NOON = Date.parse('2026-11-22T12:00:00Z');
const never = new AbortController().signal;

/** What a server would answer; a number is a status that is no success. */
function server(answer: (request: OpenSearchRequest) => unknown): Requests & { asked: OpenSearchRequest[] } {
  const asked: OpenSearchRequest[] = [];
  return {
    asked,
    async request(request) {
      asked.push(request);
      const body = answer(request);
      if (typeof body !== 'number') return body;
      throw new ServerFault({ kind: 'answer', status: body, body: '', askedMs: 0 }, String(body));
    },
  };
}

test('a day is kept whole while any of it is young enough', () => {
  expect(keptFrom(NOON, 1)).toBe(Date.parse('2026-11-21T00:00:00Z'));
  expect(keptFrom(NOON, 60)).toBe(Date.parse('2026-09-23T00:00:00Z'));
});

test('our daily indices alone are outdated, of any schema version', () => {
  const ours = ['lapwing-scores-v1-2026.11.20', 'lapwing-anomalies-v2-2026.01.01'];
  const others = [
    'lapwing-scores-v1-2026.11.21',
    'lapwing-scores-v1-2026.11.20-copy',
    'restored-lapwing-scores-v1-2026.11.20',
    'lapwing-scores-v1-2026.11.2',
    'lapwing-scores-2026.11.20',
    'lapwing-scores-v1-2026.99.99',
    'lapwing-scores-v1-archive',
    'logs-2026.01.01',
    '',
  ];
  expect(outdated([...ours, ...others], keptFrom(NOON, 1))).toEqual(ours);
});

test('deletes by name, never by a pattern; ISM has its turn first', async () => {
  const names = ['lapwing-scores-v1-2026.11.20', 'lapwing-scores-v1-2026.11.18', 'lapwing-scores-v1-x'];
  const answer = ({ method }: OpenSearchRequest) =>
    method === 'GET' ? { indices: names.map((name) => ({ name })) } : {};
  const alone = server(answer);
  const deleted = await deleteOutdated(alone, { nowMs: NOON, days: 1, ism: false }, never);
  expect(deleted).toEqual(names.slice(0, 2));
  const paths = alone.asked.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
  expect(paths).toEqual(['/lapwing-scores-v1-2026.11.20', '/lapwing-scores-v1-2026.11.18']);
  expect(await deleteOutdated(server(answer), { nowMs: NOON, days: 1, ism: true }, never)).toEqual([
    names[1],
  ]);
});

test.each([400, 401, 403, 404, 405])('no ISM (%d): we delete by ourselves', async (status) => {
  expect(
    await putIsmPolicy(
      server(() => status),
      60,
      never,
    ),
  ).toBe(false);
});

test('a server in trouble is not taken for one without ISM', async () => {
  await expect(
    putIsmPolicy(
      server(() => 503),
      60,
      never,
    ),
  ).rejects.toThrow(ServerFault);
});

test('ISM gets a policy once, keeps it, and has it changed when the age changes', async () => {
  let stored: { policy: unknown; version: number } | undefined;
  const ism = server(({ method, body, query }) => {
    if (method === 'GET') {
      if (stored === undefined) return 404;
      const { policy, version } = stored;
      return { _id: 'lapwing-retention', _seq_no: version, _primary_term: 1, policy };
    }
    if (stored !== undefined && query?.['if_seq_no'] !== stored.version) return 409;
    stored = { policy: (body as { policy: unknown }).policy, version: (stored?.version ?? 0) + 1 };
    return {};
  });
  for (const days of [60, 60, 30, 30]) expect(await putIsmPolicy(ism, days, never)).toBe(true);
  expect(ism.asked.filter(({ method }) => method === 'PUT').length).toBe(2);
  expect(JSON.stringify(stored)).toContain('"min_index_age":"30d"');
});
