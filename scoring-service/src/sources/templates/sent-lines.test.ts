import { Detector } from '@lapwing/contract';
import { beforeEach, expect, test } from 'vitest';
import { openSqlite } from '../../stores/sqlite/open.ts';
import { createSqliteSentLines } from '../../stores/sqlite/sent-line-store.ts';
import { TELEMETRY_MIGRATIONS } from '../../stores/sqlite/telemetry-schema.ts';
import { createSqliteTemplateStore } from '../../stores/sqlite/template-store.ts';
import type { LogLine } from '../log-lines.ts';
import type { PulledChunk, TimeRange } from '../source.ts';
import { createSentLines } from './sent-lines.ts';

const MINUTE = 60_000;
const never = new AbortController().signal;
const detector = Detector.parse({
  ...{ id: 'lines', name: 'Lines', source: 'otlp', kind: 'log' },
  query: { type: 'templates' },
});
let wanted: boolean;
let sent: ReturnType<typeof open>;
let db: ReturnType<typeof openSqlite>;

function open() {
  const store = createSqliteTemplateStore(db);
  return createSentLines({ store, lines: createSqliteSentLines(db, 50), wanted: () => wanted, now: () => 0 });
}

beforeEach(() => {
  wanted = true;
  db = openSqlite({ file: ':memory:', durability: 'process', migrations: TELEMETRY_MIGRATIONS });
  sent = open();
});

const orders = (minute: number, count: number): LogLine[] =>
  Array.from({ length: count }, (_, n) => ({
    timestamp: minute * MINUTE + n,
    service: 'cart',
    message: `order ${n} placed`,
  }));

async function lines(range: TimeRange): Promise<number[][]> {
  const chunks: PulledChunk[] = [];
  for await (const chunk of sent.source.pull(detector, range, never)) chunks.push(chunk);
  return chunks.flatMap(({ series }) =>
    series
      .filter(({ labels }) => labels['metric'] === 'log_lines')
      .flatMap(({ times, values }) => [...times].map((time, i) => [time / MINUTE, values[i]])),
  );
}

test('lines that are sent become readings, once, also for another process', async () => {
  sent.door.take('otlp', orders(0, 3), 'a');
  sent.door.take('otlp', orders(2, 5), 'b');
  sent.door.take('otlp', orders(2, 5), 'b');
  expect(await sent.source.extent?.(detector, never)).toEqual({ first: 0, last: 2 * MINUTE + 4 });
  expect(await lines({ from: 0, to: 3 * MINUTE })).toEqual([
    [0, 3],
    [2, 5],
  ]);
  // Too late: its interval is counted.
  sent.door.take('otlp', orders(1, 9), 'c');
  sent.door.take('otlp', orders(3, 4), 'd');
  sent = open();
  expect(await lines({ from: 0, to: 4 * MINUTE })).toEqual([
    [0, 3],
    [2, 5],
    [3, 4],
  ]);
});

test('more than are kept are counted from a sample', async () => {
  sent.door.take('otlp', orders(0, 1000), 'a');
  const [[, count]] = await lines({ from: 0, to: MINUTE });
  expect(count).toBeGreaterThan(500);
  expect(count).toBeLessThan(2000);
});

test('lines that no detector reads are not kept', async () => {
  wanted = false;
  sent.door.take('otlp', orders(0, 3), 'a');
  expect(await sent.source.extent?.(detector, never)).toBeUndefined();
  expect(await sent.source.check(detector, never)).toMatchObject({
    ...{ ok: true, signals: 0 },
    warnings: [expect.stringContaining('No lines')],
  });
});

test('a check shows the signals, and keeps nothing', async () => {
  sent.door.take('otlp', orders(0, 3), 'a');
  const check = await sent.source.check(detector, never);
  expect(check).toMatchObject({ ok: true, signals: 5 });
  expect(check.sample.map(({ labels }) => labels['template'])).toContain('order <*> placed');
  const other = Detector.parse({ ...detector, query: { type: 'traces' } });
  await expect(sent.source.check(other, never)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
