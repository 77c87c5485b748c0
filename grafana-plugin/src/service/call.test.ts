import { expect, test } from 'vitest';
import { type Send, serviceCalls } from './call.ts';
import { ContractError } from './problem.ts';

function asked(answer: unknown): { calls: unknown[]; call: ReturnType<typeof serviceCalls> } {
  const calls: unknown[] = [];
  const send: Send = (method, path, body) => {
    calls.push([method, path, body]);
    return Promise.resolve(answer);
  };
  const get = (path: string): Promise<unknown> => {
    calls.push(['GET', path]);
    return Promise.resolve(answer);
  };
  return { calls, call: serviceCalls(get, send) };
}

test('a call is the route of the contract, with its names, query and body', async () => {
  const { calls, call } = asked({ items: [], next: null, total: 0 });
  await call('listSignals', {
    query: { text: 'a&b', severity: ['HIGH', 'LOW'], limit: 5, anomalous: undefined },
  });
  await call('testChannel', { params: { name: '../x' } }).catch(() => undefined);
  expect(await call('deleteDetector', { params: { id: 'd' } })).toBeUndefined();
  await call('judgeIncident', { params: { id: 'i' }, body: { verdict: 'real' } });
  expect(calls).toEqual([
    ['GET', 'api/v1/signals?text=a%26b&severity=HIGH&severity=LOW&limit=5'],
    ['POST', 'api/v1/channels/..%2Fx/test', undefined],
    ['DELETE', 'api/v1/detectors/d', undefined],
    ['POST', 'api/v1/incidents/i/feedback', { verdict: 'real' }],
  ]);
});

test('an answer that the contract does not know is refused', async () => {
  await expect(asked({ items: 1 }).call('listSilences')).rejects.toThrow(ContractError);
});
