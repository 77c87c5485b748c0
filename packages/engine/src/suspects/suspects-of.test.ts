import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogEvent } from './log-evidence.ts';
import type { SpanEvent } from './span-tree.ts';
import { suspectsOf, type RcaInput } from './suspects-of.ts';

const NOTHING: RcaInput = { metrics: [], logs: [], spans: [], topology: [] };
const AT = 600_000;

/** A front that calls a cart that calls a store, once a second; `change` makes what is different from AT on. */
function shop(change: Partial<{ gapMs: number; storeMs: number; error: string; stops: boolean }>): RcaInput {
  const spans: SpanEvent[] = [];
  const logs: LogEvent[] = [];
  for (let i = 0; i < 900; i++) {
    const timeMs = i * 1000;
    const now = timeMs >= AT ? change : {};
    const jitter = (i * 7919) % 5;
    const store = (now.storeMs ?? 10) + jitter;
    const way = (now.gapMs ?? 2) + jitter / 5;
    const base = { traceId: `t${i}`, operation: 'get', timeMs, error: false };
    spans.push(
      { ...base, spanId: 'f', parentId: '', service: 'front', durationMs: store + way + 10 },
      {
        ...base,
        spanId: 'c',
        parentId: 'f',
        service: 'front',
        operation: 'call',
        durationMs: store + way + 4,
      },
      { ...base, spanId: 's', parentId: 'c', service: 'cart', durationMs: store + way + 3 },
      { ...base, spanId: 'd', parentId: 's', service: 'cart', operation: 'call', durationMs: store + way },
      { ...base, spanId: 'e', parentId: 'd', service: 'store', durationMs: store },
    );
    const say = (
      service: string,
      spanId: string,
      template: string,
      mood: LogEvent['mood'] = 'ordinary',
    ): void => {
      logs.push({ timeMs, service, mood, template, message: template, traceId: `t${i}`, spanId });
    };
    say('store', 'e', 'looking');
    if (!now.stops) say('store', 'e', 'found');
    if (now.error === undefined) say('cart', 's', 'cart is full');
    else say('cart', 's', now.error, 'trouble');
  }
  return { ...NOTHING, spans, logs };
}

const first = (input: RcaInput): string | undefined =>
  suspectsOf(input, { atMs: AT, untilMs: Infinity }).suspects[0]?.service;

test('a slow service, a slow way to it, errors, work left undone', () => {
  expect(first(shop({ storeMs: 200 }))).toBe('store');
  expect(first(shop({ gapMs: 200 }))).toBe('store');
  expect(first(shop({ error: 'no cart' }))).toBe('cart');
  expect(first(shop({ stops: true, error: 'got nothing' }))).toBe('store');
});

test('logs alone: who names another in its trouble asks it, and is less suspect than the one it names', () => {
  const logs = Array.from({ length: 900 }, (_, i): LogEvent[] => {
    const say = (service: string, template: string, mood: LogEvent['mood'] = 'ordinary'): LogEvent => ({
      timeMs: i * 1000,
      service,
      mood,
      template,
      message: template,
      traceId: `t${i}`,
      spanId: '',
    });
    const opened = [say('front-door', 'got request')];
    if (i < 600) return [...opened, say('cart-service', 'cart is full'), say('front-door', 'answered')];
    return [
      ...opened,
      say('cart-service', 'cart is full'),
      say('front-door', 'call of cart-service failed', 'trouble'),
    ];
  }).flat();
  expect(first({ ...NOTHING, logs })).toBe('cart-service');
});

test('metrics as odd as they come: constant, never read, read once, a moment of past, a time before or after all', () => {
  const times = Array.from({ length: 120 }, (_, i) => i * 1000);
  const metric = (service: string, name: string, value: (i: number) => number) => ({
    service,
    metric: name,
    times,
    values: times.map((_, i) => value(i)),
  });
  const odd = [
    metric('flat', 'cpu', () => 5),
    metric('never', 'mem', () => NaN),
    metric('endless', 'latency-90', (i) => (i === 70 ? Infinity : 1)),
    { service: 'once', metric: 'socket', times: [70_000], values: [3] },
    { service: 'empty', metric: 'error', times: [], values: [] },
    metric('hot', 'cpu', (i) => (i >= 60 ? 9 : 1) + (i % 3)),
  ];
  for (const atMs of [-1e6, 0, 1000, 2000, 60_000, 119_000, 1e9]) {
    for (const untilMs of [Infinity, atMs, atMs + 1]) {
      const { suspects } = suspectsOf({ ...NOTHING, metrics: odd }, { atMs, untilMs });
      expect(suspects).toHaveLength(6);
      for (const { score } of suspects) expect(score).toBeGreaterThanOrEqual(0);
    }
  }
  const unrecorded = suspectsOf({ ...NOTHING, metrics: odd }, { atMs: -1, untilMs: Infinity });
  expect(unrecorded.suspects[0].service).toBe('hot');
  expect(
    first({ ...NOTHING, metrics: odd.map((one) => ({ ...one, times: one.times.map((t) => t * 10) })) }),
  ).toBe('hot');
});

test('nothing wrong: nobody stands out', () => {
  expect(suspectsOf(shop({}), { atMs: AT, untilMs: Infinity }).confidence).toBe('unknown');
});

test('clocks apart by seconds change nothing', () => {
  const input = shop({ storeMs: 200 });
  const spans = input.spans.map((span) =>
    span.service === 'store' ? { ...span, timeMs: span.timeMs - 90_000 } : span,
  );
  expect(first({ ...input, spans })).toBe('store');
});

test('no past at all, nothing at all', () => {
  const { suspects } = suspectsOf(shop({}), { atMs: -1, untilMs: Infinity });
  expect(suspects.map(({ service }) => service).sort()).toEqual(['cart', 'front', 'store']);
  expect(suspectsOf(NOTHING, { atMs: 0, untilMs: Infinity }).suspects).toEqual([]);
});

const name = fc.constantFrom('a', 'b', 'c', 'd');
const number = fc.double({ min: 0, max: 1e6, noNaN: true });
const span = fc.record({
  traceId: name,
  spanId: fc.constantFrom('1', '2', '3', '4', '5', '6'),
  parentId: fc.constantFrom('', '1', '2', '3', '4', '5', '6', 'gone'),
  service: name,
  operation: name,
  timeMs: number,
  durationMs: number,
  error: fc.boolean(),
});
const log = fc.record({
  timeMs: number,
  service: name,
  mood: fc.constantFrom('trouble' as const, 'ordinary' as const),
  template: name,
  message: fc.string(),
  traceId: fc.constantFrom('', 'a', 'b'),
  spanId: fc.constantFrom('', '1', '2'),
});
const series = fc.record({ service: name, metric: name, readings: fc.array(fc.tuple(number, fc.double())) });

test('whatever comes: every service once, finite scores in order, the same again', () => {
  fc.assert(
    fc.property(
      fc.array(span, { maxLength: 60 }),
      fc.array(log, { maxLength: 60 }),
      fc.array(series, { maxLength: 6 }),
      fc.array(fc.tuple(name, name), { maxLength: 8 }),
      (spans, logs, metrics, topology) => {
        const input = {
          spans,
          logs,
          topology,
          metrics: metrics.map(({ service, metric, readings }) => ({
            service,
            metric,
            times: readings.map(([time]) => time),
            values: readings.map(([, value]) => value),
          })),
        };
        const { suspects } = suspectsOf(input, { atMs: 5e5, untilMs: Infinity, symptom: 'a' });
        const names = suspects.map(({ service }) => service);
        expect(new Set(names).size).toBe(names.length);
        for (const event of [...spans, ...logs]) expect(names).toContain(event.service);
        suspects.forEach(({ score }, i) => {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(i > 0 ? suspects[i - 1].score : Infinity);
        });
        expect(suspectsOf(input, { atMs: 5e5, untilMs: Infinity, symptom: 'a' }).suspects).toEqual(suspects);
      },
    ),
    { numRuns: 150 },
  );
});
