import { Detector } from '@lapwing/contract';
import { expect, test } from 'vitest';
import type { SpanEnd } from '../../stores/trace-store.ts';
import { LateSpans } from './late-spans.ts';

const MINUTE = 60_000;

function lateSpans(watermarks: Record<string, number | undefined>) {
  const clock = { now: 100 * MINUTE };
  const detectors = ['calls', 'off', 'pulled'].map((id) =>
    Detector.parse({
      ...{ id, name: id, kind: 'trace', query: { type: 'traces' } },
      ...{ source: id === 'pulled' ? 'jaeger' : 'otlp', enabled: id !== 'off' },
    }),
  );
  const late = new LateSpans({
    detectors: () => detectors,
    reached: (id) => {
      const watermark = watermarks[id];
      return watermark === undefined
        ? undefined
        : { intervalMs: MINUTE, watermark: watermark * MINUTE, lastSeen: () => 0 };
    },
    now: () => clock.now,
  });
  return { late, clock };
}

const spans = (...ends: number[]): SpanEnd[] => ends.map((end) => ({ service: 'cart', end }));

test('spans of intervals that were scored are late; those of the interval that comes next are not', () => {
  const { late } = lateSpans({ calls: 99, off: 99, pulled: 99 });
  late.note(spans(98.9 * MINUTE, 99 * MINUTE, 99.5 * MINUTE, 20 * MINUTE));
  expect(late.totals()).toEqual([['calls', 2]]);
  expect(late.warnings('calls')[0]).toMatch(/^2 spans of the last hour came after their interval was scored/);
  expect(late.warnings('off')).toEqual([]);
});

test('nothing is late for a detector that has not begun', () => {
  const { late } = lateSpans({ calls: undefined });
  late.note(spans(MINUTE));
  expect(late.totals()).toEqual([]);
  expect(late.warnings('calls')).toEqual([]);
});

test('health tells of it for an hour, the count goes on', () => {
  const { late, clock } = lateSpans({ calls: 99 });
  late.note(spans(98 * MINUTE));
  clock.now += 30 * MINUTE;
  late.note(spans(98 * MINUTE, 97 * MINUTE));
  expect(late.warnings('calls')[0]).toMatch(/^3 spans/);
  clock.now += 30 * MINUTE;
  expect(late.warnings('calls')[0]).toMatch(/^2 spans/);
  clock.now += 30 * MINUTE;
  expect(late.warnings('calls')).toEqual([]);
  expect(late.totals()).toEqual([['calls', 3]]);
});

test('of the services and the time of an incident it is told how many, and how late', () => {
  const { late, clock } = lateSpans({ calls: 99 });
  late.note([...spans(97.5 * MINUTE, 97.9 * MINUTE, 99.5 * MINUTE), { service: 'web', end: 98 * MINUTE }]);
  const during = (from: number, to: number) =>
    late.during(['web', 'cart', 'pay'], from * MINUTE, to * MINUTE);
  expect(during(97.2, 98)).toEqual([
    { service: 'cart', spans: 2, seconds: 150 },
    { service: 'web', spans: 1, seconds: 120 },
  ]);
  expect(during(90, 96)).toEqual([]);
  clock.now += 2 * 1440 * MINUTE;
  late.note(spans(98.5 * MINUTE));
  expect(during(97, 98)).toEqual([
    { service: 'cart', spans: 1, seconds: (2 * 1440 + 1.5) * 60 },
    { service: 'web', spans: 1, seconds: 120 },
  ]);
});
