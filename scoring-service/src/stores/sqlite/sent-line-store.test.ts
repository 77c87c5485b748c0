import { beforeEach, expect, test } from 'vitest';
import type { LogLine } from '../../sources/log-lines.ts';
import type { SentLineStore } from '../sent-line-store.ts';
import { openSqlite } from './open.ts';
import { createSqliteSentLines } from './sent-line-store.ts';
import { TELEMETRY_MIGRATIONS } from './telemetry-schema.ts';

const MINUTE = 60_000;
const ALL = { from: 0, to: 100 * MINUTE };
let store: SentLineStore;

beforeEach(() => {
  const db = openSqlite({ file: ':memory:', durability: 'process', migrations: TELEMETRY_MIGRATIONS });
  store = createSqliteSentLines(db, 100);
});

const line = (timestamp: number, message = 'hello'): LogLine => ({ timestamp, service: 'cart', message });
const kept = (range = ALL) => [...store.pages(range)].flat();

test('lines come back in the order of time, each batch once', () => {
  expect(store.extent()).toBeUndefined();
  const lines = [line(5, 'b'), { ...line(2, 'a'), level: 'INFO', traceId: 'ab' }, line(5, 'b')];
  store.put(lines, 'one', 0);
  store.put(lines, 'one', 0);
  expect(kept().map(({ line: { timestamp, message } }) => [timestamp, message])).toEqual([
    [2, 'a'],
    [5, 'b'],
    [5, 'b'],
  ]);
  expect(kept()[0]).toEqual({ line: { ...line(2, 'a'), level: 'INFO', traceId: 'ab' }, times: 1 });
  store.put(lines, 'two', 0);
  expect(kept()).toHaveLength(6);
  expect(kept({ from: 0, to: 5 })).toHaveLength(2);
  expect(store.extent()).toEqual({ first: 2, last: 5 });
});

test('of more lines of a minute than are kept, a fair sample is, whichever way they come', () => {
  for (let batch = 0; batch < 50; batch++) {
    store.put(
      Array.from({ length: 80 }, (_, n) => line((n * MINUTE) / 80)),
      `batch ${batch}`,
      0,
    );
  }
  store.put([line(MINUTE + 1)], 'next', 0);
  const first = kept({ from: 0, to: MINUTE });
  expect(first.length).toBeLessThanOrEqual(100);
  expect(first.length).toBeGreaterThan(30);
  const stand = first.reduce((sum, { times }) => sum + times, 0);
  expect(stand).toBeGreaterThan(2500);
  expect(stand).toBeLessThan(6000);
  expect(kept({ from: MINUTE, to: 2 * MINUTE })).toMatchObject([{ times: 1 }]);
});

test('what was received long ago goes', () => {
  store.put([line(1)], 'old', 0);
  store.put([line(2)], 'new', 20 * MINUTE);
  expect(store.expire(40 * MINUTE)).toBe(1);
  expect(store.expire(40 * MINUTE)).toBe(0);
  expect(kept().map(({ line: { timestamp } }) => timestamp)).toEqual([2]);
});
