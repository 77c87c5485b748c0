import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ServerFault } from '../shared/server-fault.ts';
import { readPage } from './read-page.ts';
import type { ResolvedQuery } from './resolve-query.ts';

const QUERY: ResolvedQuery = {
  index: 'logs',
  filter: undefined,
  timeField: '@timestamp',
  split: [{ field: 'app', label: 'service' }],
  measure: { type: 'avg', field: 'ms' },
};
const answer = (buckets: unknown[], more: object = {}) => ({
  timed_out: false,
  _shards: { total: 1, failed: 0 },
  aggregations: { groups: { after_key: { t: 1 }, buckets } },
  ...more,
});

test('reads time, labels and value', () => {
  const { rows } = readPage(
    answer([
      { key: { t: 60_000, s0: 'a' }, doc_count: 2, measure: { value: 1.5 } },
      { key: { t: 60_000, s0: null }, doc_count: 2, measure: { value: null } },
      { key: { t: 60_000, s0: true }, doc_count: 1, measure: { value: 2 } },
    ]),
    QUERY,
  );
  expect(rows).toEqual([
    { time: 60_000, key: '["a"]', labels: { service: 'a' }, value: 1.5 },
    { time: 60_000, key: '[null]', labels: {}, value: NaN },
    { time: 60_000, key: '[true]', labels: { service: 'true' }, value: 2 },
  ]);
});

test('a percentile of nothing is a gap, and a rate is a share', () => {
  const bucket = { key: { t: 0, s0: 'a' }, doc_count: 4 };
  const value = (measure: ResolvedQuery['measure'], measured: object) =>
    readPage(answer([{ ...bucket, measure: measured }]), { ...QUERY, measure }).rows[0].value;
  const p95 = { type: 'percentile', field: 'ms', percent: 95 } as const;
  expect(value(p95, { values: [{ key: 95, value: null }] })).toBeNaN();
  expect(value(p95, { values: [{ key: 95, value: 'NaN' }] })).toBeNaN();
  expect(value(p95, { values: [{ key: 95, value: 7 }] })).toBe(7);
  expect(value({ type: 'rate', of: 'x' }, { doc_count: 1 })).toBe(0.25);
});

test('no index at all is told from no document', () => {
  expect(readPage({ timed_out: false, _shards: { total: 0, failed: 0 } }, QUERY)).toMatchObject({
    anyIndex: false,
  });
  expect(readPage(answer([]), QUERY)).toMatchObject({ anyIndex: true, rows: [] });
});

test.each([
  ['out of time', { timed_out: true }, true],
  ['a failed shard', { _shards: { total: 2, failed: 1 } }, false],
  [
    'a circuit breaker in a shard',
    { _shards: { total: 2, failed: 1, failures: [{ reason: { type: 'circuit_breaking_exception' } }] } },
    true,
  ],
])('%s makes an answer that is not whole', (_name, more, tooMuch) => {
  try {
    readPage(answer([], more), QUERY);
    expect.unreachable();
  } catch (error) {
    expect((error as ServerFault).fault).toMatchObject({ kind: 'partial', tooMuch });
  }
});

test('anything else is a fault of the server and never a crash', () => {
  fc.assert(
    fc.property(fc.anything(), (garbage) => {
      try {
        readPage(garbage, QUERY);
      } catch (error) {
        expect(error).toBeInstanceOf(ServerFault);
      }
    }),
  );
});
