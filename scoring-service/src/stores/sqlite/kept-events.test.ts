import type { LogEvent, SpanEvent } from '@lapwing/engine';
import { beforeEach, expect, test } from 'vitest';
import { createEventKeeper, createSqliteKeptEvents } from './kept-events.ts';
import { openSqlite } from './open.ts';
import { TELEMETRY_MIGRATIONS } from './telemetry-schema.ts';

const MINUTE = 60_000;
let store: ReturnType<typeof createSqliteKeptEvents>;
let keeper: ReturnType<typeof createEventKeeper>;

beforeEach(() => {
  const db = openSqlite({ file: ':memory:', durability: 'process', migrations: TELEMETRY_MIGRATIONS });
  [store, keeper] = [createSqliteKeptEvents(db), createEventKeeper(db)];
});

function span(trace: number, timeMs: number): SpanEvent {
  const traceId = trace.toString(16).padStart(32, '0');
  return {
    traceId,
    spanId: 'a',
    parentId: '',
    service: 's',
    operation: 'o',
    timeMs,
    durationMs: 10,
    error: false,
  };
}
function line(trace: number, timeMs: number): LogEvent {
  const { traceId } = span(trace, timeMs);
  return {
    timeMs,
    service: 's',
    mood: 'ordinary',
    template: 't',
    message: `m ${trace}`,
    traceId,
    spanId: 'a',
  };
}

test('what is kept comes back by its time; a stretch that is read anew takes the place of what was there', () => {
  keeper.keepSpans('a', [span(1, 5), span(2, MINUTE)]);
  keeper.keepLines('k', [line(1, 6)]);
  expect(store.range({ from: 0, to: MINUTE })).toEqual({ spans: [span(1, 5)], lines: [line(1, 6)] });
  expect(store.extent()).toEqual({ first: 0, last: MINUTE });
  keeper.clear('span', 'a', { from: 0, to: MINUTE });
  keeper.keepSpans('a', [span(3, 7)]);
  expect(store.range({ from: 0, to: 2 * MINUTE }).spans).toEqual([span(3, 7), span(2, MINUTE)]);
  expect(store.minutes(MINUTE)).toEqual([{ time: 0, events: 2 }]);
});

test('lines that two detectors read are there once', () => {
  keeper.keepLines('one', [line(1, 6)]);
  keeper.keepLines('two', [line(1, 6), line(2, 6)]);
  expect(store.range({ from: 0, to: MINUTE }).lines).toHaveLength(2);
});

test('of a flood a sample of whole traces is kept, the same for spans and lines, however they come', () => {
  const traces = Array.from({ length: 60_000 }, (_, i) => i);
  for (let from = 0; from < traces.length; from += 1_000) {
    keeper.keepSpans(
      'a',
      traces.slice(from, from + 1_000).map((trace) => span(trace, trace % 1_000)),
    );
  }
  keeper.keepLines(
    'k',
    traces.slice(0, 9_000).map((trace) => line(trace, trace % 1_000)),
  );
  const { spans, lines } = store.range({ from: 0, to: MINUTE });
  expect(spans.length).toBeLessThanOrEqual(10_000);
  expect(spans.length).toBeGreaterThan(4_000);
  const kept = new Set(spans.map(({ traceId }) => traceId));
  expect(lines.length).toBeGreaterThan(500);
  expect(lines.every(({ traceId }) => kept.has(traceId))).toBe(true);
});

test('a day is kept', () => {
  keeper.keepSpans('a', [span(1, 0), span(2, 90_000_000)]);
  store.expire();
  expect(store.extent()).toEqual({ first: 90_000_000, last: 90_000_000 });
});
