import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCase } from './read-case.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'lapwing-case-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, lines: readonly (string | object)[]): void {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  writeFileSync(path.join(folder, name), text);
}

const SPAN = {
  trace_id: 't',
  span_id: 's',
  parent_span_id: '',
  service: 'cart',
  operation: 'get',
  timestamp: '2026-11-01T08:30:00Z',
  duration_ms: 5,
};

test.each([
  ['ERROR', true],
  ['STATUS_CODE_ERROR', true],
  [{ code: 2 }, true],
  ['2', true],
  [503, true],
  ['503', true],
  ['500 Internal Server Error', true],
  ['HTTP 502', true],
  // gRPC: unavailable is the server's, not found is not.
  [14, true],
  ['13', true],
  [5, false],
  ['OK', false],
  ['STATUS_CODE_UNSET', false],
  [0, false],
  ['200', false],
  [404, false],
  [null, false],
  [undefined, false],
])('a span with status %j: failed %s', async (status, error) => {
  put('spans.ndjson', [{ ...SPAN, status }]);
  const { spans } = await readCase(folder);
  expect(spans.map((span) => span.error)).toEqual([error]);
});

test('what is missing may be NaN, as Python writes it; a clock that was set back makes no time', async () => {
  const text = JSON.stringify({ ...SPAN, duration_ms: -3 }).replace(
    '"parent_span_id":""',
    '"parent_span_id": NaN',
  );
  put('spans.ndjson', [text]);
  const [span] = (await readCase(folder)).spans;
  expect([span.parentId, span.durationMs]).toEqual(['', 0]);
});

test('a message that holds NaN is kept; a line that is no JSON is told with its number', async () => {
  const line = { timestamp: 1_793_000_000, service: 'cart', message: 'rate: NaN, of 3' };
  put('logs.ndjson', [line]);
  expect((await readCase(folder)).logs[0].message).toBe(line.message);
  put('logs.ndjson', [line, '{"message": NaN, broken']);
  await expect(readCase(folder)).rejects.toThrow(/logs\.ndjson, line 2: the line is no JSON/);
});

test('a message in pieces is put together', async () => {
  put('logs.ndjson', [
    { timestamp: 1_793_000_000, service: 'cart', message: { level: 'error', msg: 'no stock' } },
    { timestamp: 1_793_000_001, service: 'cart', message: null },
  ]);
  const { logs } = await readCase(folder);
  expect(logs.map(({ message, mood }) => [message, mood])).toEqual([
    ['no stock', 'trouble'],
    ['', 'ordinary'],
  ]);
});

test('readings that are missing, by whatever word', async () => {
  const words = ['', 'NaN', 'nan', 'Inf', '-inf', 'null', 'None', 'NA', 'n/a'];
  put('metrics.csv', [
    'timestamp,service,metric,value',
    ...words.map((word, i) => `${1_793_000_000 + i},cart,cpu,${word}`),
    '1793000100,cart,cpu,2',
  ]);
  const [{ values }] = (await readCase(folder)).metrics;
  expect(values).toEqual([...words.map(() => NaN), 2]);
});
