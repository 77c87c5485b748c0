import { expect, test } from 'vitest';
import { serviceClient, withQuery } from './client.ts';
import { ContractError } from './problem.ts';

function asked(answer: unknown): { paths: string[]; client: ReturnType<typeof serviceClient> } {
  const paths: string[] = [];
  const client = serviceClient((path) => {
    paths.push(path);
    return Promise.resolve(answer);
  });
  return { paths, client };
}

test('a query leaves out what was not asked, repeats lists and escapes', () => {
  expect(withQuery('p', [])).toBe('p');
  expect(
    withQuery('p', [
      ['a', undefined],
      ['b', ''],
      ['c', 0],
      ['d', false],
    ]),
  ).toBe('p?c=0&d=false');
  expect(
    withQuery('p', [
      ['label', 'a=b&c'],
      ['label', 'x=y'],
    ]),
  ).toBe('p?label=a%3Db%26c&label=x%3Dy');
});

test('anomalies are asked for with every condition', async () => {
  const { paths, client } = asked({ items: [], next: null, total: 0 });
  await client.anomalies({
    span: { from: 0, to: 60_000 },
    severities: ['HIGH', 'CRITICAL'],
    signalId: 'ab',
    open: true,
    limit: 5,
  });
  expect(paths).toEqual([
    'api/v1/anomalies?start_time=1970-01-01T00%3A00%3A00.000Z&end_time=1970-01-01T00%3A01%3A00.000Z' +
      '&severity=HIGH&severity=CRITICAL&signal_id=ab&open=true&limit=5',
  ]);
});

test('a signal id cannot leave its place in the path', async () => {
  const { paths, client } = asked({});
  await expect(client.scores('../../auth/users', { from: 0, to: 1 }, 10)).rejects.toThrow(ContractError);
  expect(paths[0]).toMatch(/^api\/v1\/signals\/\.\.%2F\.\.%2Fauth%2Fusers\/scores\?/);
});

test('an answer that the contract does not know is refused, and the error says which', async () => {
  await expect(asked({ items: [{ id: 1 }], total: 1 }).client.signals({ limit: 1 })).rejects.toThrow(
    'the answer to api/v1/signals is not what this version of the plugin expects',
  );
});
