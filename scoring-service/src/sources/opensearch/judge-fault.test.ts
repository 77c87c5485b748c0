import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ServerFault, type Fault } from '../shared/server-fault.ts';
import { judgeFault } from './judge-fault.ts';

const place = { product: 'OpenSearch', source: 'logs', url: 'http://os:9200' };
const judge = (fault: Fault) => judgeFault(new ServerFault(fault, 'x'), place);
const answer = (status: number, body: unknown = {}) => judge({ kind: 'answer', status, body, askedMs: 0 });
const caused = (type: string, reason = type) => ({
  error: {
    type: 'search_phase_execution_exception',
    reason: 'all shards failed',
    root_cause: [{ type, reason }],
  },
});

test.each([
  [429, {}, 'wait'],
  [502, '<html>', 'wait'],
  [503, caused('no_shard_available_action_exception'), 'wait'],
  [503, caused('cluster_block_exception'), 'wait'],
  [504, {}, 'wait'],
  [500, caused('null_pointer_exception'), 'wait'],
  [429, caused('circuit_breaking_exception'), 'shrink'],
  [503, caused('too_many_buckets_exception'), 'shrink'],
  [400, caused('query_shard_exception'), 'refused'],
  [500, caused('query_shard_exception'), 'refused'],
  [400, {}, 'refused'],
  [404, caused('index_not_found_exception'), 'refused'],
  [401, {}, 'refused'],
  [403, caused('security_exception'), 'refused'],
  [413, {}, 'refused'],
])('%i with %j: %s', (status, body, kind) => {
  expect(answer(status, body).kind).toBe(kind);
});

test('credentials are told from queries', () => {
  expect(answer(401).error).toMatchObject({ code: 'SOURCE_REFUSED_CREDENTIALS', where: 'source logs' });
  expect(answer(403).error).toMatchObject({
    code: 'SOURCE_REFUSED_CREDENTIALS',
    hint: expect.stringContaining('role'),
  });
  expect(answer(400, caused('parsing_exception', 'Failed to parse [x]')).error).toMatchObject({
    code: 'SOURCE_REFUSED_QUERY',
    message: 'OpenSearch: Failed to parse [x]',
  });
});

test('a certificate that is not trusted says what to set', () => {
  const { error } = judge({ kind: 'connection', message: 'self-signed certificate in certificate chain' });
  expect(error.hint).toContain('tls.ca');
});

test('what is no fault of the server is thrown on', () => {
  expect(() => judgeFault(new TypeError('a bug'), place)).toThrow('a bug');
});

test('any answer is judged', () => {
  fc.assert(
    fc.property(fc.integer({ min: 300, max: 599 }), fc.anything(), (status, body) => {
      expect(['wait', 'shrink', 'refused']).toContain(answer(status, body).kind);
    }),
  );
});
