import { incidentDetail } from '@lapwing/visuals/testing/incident';
import { expect, test } from 'vitest';
import { incidentClient } from './incidents.ts';
import { ContractError } from './problem.ts';

function asked(answer: unknown): { calls: string[]; client: ReturnType<typeof incidentClient> } {
  const calls: string[] = [];
  const answered = (method: string) => (path: string) => {
    calls.push(`${method} ${path}`);
    return Promise.resolve(answer);
  };
  return { calls, client: incidentClient(answered('GET'), answered('POST')) };
}

test('incidents of a time, by status', async () => {
  const { calls, client } = asked({ items: [], next: null, total: 0 });
  await client.list({ span: { from: 0, to: 60_000 }, statuses: ['open', 'acknowledged'], limit: 7 });
  await client.list({ limit: 1 });
  expect(calls).toEqual([
    'GET api/v1/incidents?start_time=1970-01-01T00%3A00%3A00.000Z&end_time=1970-01-01T00%3A01%3A00.000Z' +
      '&status=open%2Cacknowledged&limit=7',
    'GET api/v1/incidents?limit=1',
  ]);
});

test('an id cannot leave its place in the path, whatever is said', async () => {
  const { calls, client } = asked(incidentDetail());
  await client.get('../x');
  expect((await client.say('resolve', 'a/b')).id).toBe('i1');
  expect(calls).toEqual(['GET api/v1/incidents/..%2Fx', 'POST api/v1/incidents/a%2Fb/resolve']);
});

test('what the contract does not know is refused', async () => {
  await expect(asked({ id: 1 }).client.get('x')).rejects.toThrow(ContractError);
  await expect(asked({ id: 1 }).client.say('reopen', 'x')).rejects.toThrow('api/v1/incidents/x/reopen');
});
