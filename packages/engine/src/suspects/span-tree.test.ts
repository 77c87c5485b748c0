import { expect, test } from 'vitest';
import { spanTree, type SpanEvent } from './span-tree.ts';

const WINDOW = { atMs: 1000, untilMs: 2000 };

function span(spanId: string, parentId: string, more: Partial<SpanEvent> = {}): SpanEvent {
  const rest = { traceId: 't', service: 'a', operation: 'op', timeMs: 0, durationMs: 10, error: false };
  return { spanId, parentId, ...rest, ...more };
}

function own(events: SpanEvent[], key = 't/1'): number | undefined {
  return spanTree(events, WINDOW).spans.get(key)?.ownMs;
}

test('own time: children once, moved into their parent, whatever the order', () => {
  expect(own([span('1', '')])).toBe(10);
  expect(own([span('2', '1', { durationMs: 4, timeMs: 3 }), span('1', '')])).toBe(6);
  const children = [
    span('2', '1', { timeMs: 0, durationMs: 6 }),
    span('3', '1', { timeMs: 4, durationMs: 4 }),
  ];
  expect(own([span('1', ''), ...children])).toBe(2);
  const late = children.map((child) => ({ ...child, service: 'b', timeMs: child.timeMs + 100_000 }));
  expect(own([span('1', ''), ...late])).toBeGreaterThanOrEqual(0);
});

test('a sibling that lies inside is what a span waits for', () => {
  const events = [
    span('0', '', { durationMs: 20 }),
    span('1', '0', { timeMs: 1, durationMs: 18 }),
    span('2', '0', { timeMs: 4, durationMs: 10 }),
  ];
  expect(own(events)).toBe(8);
});

test('rings, orphans and spans said twice', () => {
  const { spans } = spanTree(
    [span('1', '2'), span('2', '1'), span('3', 'gone'), span('3', 'gone'), span('4', '4')],
    WINDOW,
  );
  expect(spans.size).toBe(4);
  expect([...spans.values()].every(({ ownMs }) => ownMs >= 0)).toBe(true);
});

test('ids are unique within a trace alone; a trace is on one side whole', () => {
  const { spans } = spanTree(
    [
      span('1', '', { timeMs: 995, durationMs: 100 }),
      span('2', '1', { timeMs: 1020 }),
      span('1', '', { traceId: 'u', timeMs: 1500 }),
      span('1', '', { traceId: 'late', timeMs: 2500 }),
    ],
    WINDOW,
  );
  expect([...spans].map(([key, { now }]) => [key, now])).toEqual([
    ['t/1', false],
    ['t/2', false],
    ['u/1', true],
  ]);
});

test('the error is where no child failed', () => {
  const { spans } = spanTree([span('1', '', { error: true }), span('2', '1', { error: true })], WINDOW);
  expect([...spans.values()].map(({ ownError }) => ownError)).toEqual([false, true]);
});
