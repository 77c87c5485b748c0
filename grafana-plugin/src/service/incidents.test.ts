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
