import { Detector } from '@lapwing/contract';
import { expect, test } from 'vitest';
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

test('spans of intervals that were scored are late; those of the interval that comes next are not', () => {
  const { late } = lateSpans({ calls: 99, off: 99, pulled: 99 });
  late.note([98.9 * MINUTE, 99 * MINUTE, 99.5 * MINUTE, 20 * MINUTE]);
  expect(late.totals()).toEqual([['calls', 2]]);
  expect(late.warnings('calls')[0]).toMatch(/^2 spans of the last hour came after their interval was scored/);
  expect(late.warnings('off')).toEqual([]);
});

test('nothing is late for a detector that has not begun', () => {
  const { late } = lateSpans({ calls: undefined });
  late.note([MINUTE]);
  expect(late.totals()).toEqual([]);
  expect(late.warnings('calls')).toEqual([]);
});

test('health tells of it for an hour, the count goes on', () => {
  const { late, clock } = lateSpans({ calls: 99 });
  late.note([98 * MINUTE]);
  clock.now += 30 * MINUTE;
  late.note([98 * MINUTE, 97 * MINUTE]);
  expect(late.warnings('calls')[0]).toMatch(/^3 spans/);
  clock.now += 30 * MINUTE;
  expect(late.warnings('calls')[0]).toMatch(/^2 spans/);
  clock.now += 30 * MINUTE;
  expect(late.warnings('calls')).toEqual([]);
  expect(late.totals()).toEqual([['calls', 3]]);
});
