import { expect, test } from 'vitest';
import { ServerFault } from '../shared/server-fault.ts';
import { judgeFault } from './judge-fault.ts';

const place = { product: 'Prometheus', source: 'metrics', url: 'http://p:9090' };
const judge = (status: number, errorType: string, error: string) =>
  judgeFault(
    new ServerFault({ kind: 'answer', status, body: { status: 'error', errorType, error }, askedMs: 0 }, 'x'),
    place,
  );

test.each([
  [422, 'execution', 'query processing would load too many samples into memory in query execution', 'shrink'],
  [400, 'bad_data', 'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing', 'shrink'],
  [422, 'execution', 'the query time range exceeds the limit (query length: 800h, limit: 721h)', 'shrink'],
  [503, 'timeout', 'query timed out in expression evaluation', 'shrink'],
  [422, 'execution', 'expanding series: context deadline exceeded', 'shrink'],
  [500, 'internal', 'something broke', 'wait'],
  [503, 'unavailable', 'TSDB not ready', 'wait'],
  [429, 'too_many_requests', 'slow down', 'wait'],
  [400, 'bad_data', 'invalid parameter "query": 1:5: parse error: unclosed left parenthesis', 'refused'],
  [422, 'execution', 'found duplicate series for the match group', 'refused'],
  [404, 'not_found', 'page not found', 'refused'],
  [401, 'auth', 'timeout', 'refused'],
])('%i %s %j: %s', (status, type, error, kind) => {
  expect(judge(status, type, error).kind).toBe(kind);
});

test('a refusal keeps what the server said', () => {
  expect(judge(400, 'bad_data', '1:5: parse error').error).toMatchObject({
    code: 'SOURCE_REFUSED_QUERY',
    message: 'Prometheus: 1:5: parse error',
    where: 'source metrics',
  });
});

test('a status without a body that we know is judged by itself', () => {
  const bare = (status: number) =>
    judgeFault(new ServerFault({ kind: 'answer', status, body: 'no', askedMs: 9 }, 'x'), place);
  expect(bare(503)).toMatchObject({ kind: 'wait', askedMs: 9 });
  expect(bare(405)).toMatchObject({
    kind: 'refused',
    error: { hint: expect.stringContaining('http://p:9090') },
  });
});
