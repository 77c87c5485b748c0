import { expect, test } from 'vitest';
import type { LogLine } from '../log-lines.ts';
import { LineCounter, MESSAGE_LONGEST } from './line-counter.ts';

const MINUTE = 60_000;
const SETTINGS = { intervalMs: MINUTE, learnMs: 60 * MINUTE, templates: 10 };
const ONCE = (_intervalStart: number): number => 1;

function hours(from: number, minutes: number): LogLine[] {
  return Array.from({ length: minutes * 6 }, (_, n) => ({
    timestamp: from + n * 10_000,
    service: 'cart',
    message: `order ${n} placed`,
  }));
}

function counted(counter: LineCounter, from: number, until: number, lines: LogLine[], times = ONCE) {
  counter.begin(from);
  counter.feed(lines);
  return counter.finish(until, times);
}

test('counts lines by interval, service and template, scaled up', () => {
  const lines: LogLine[] = [
    ...hours(0, 2),
    { timestamp: 5, service: 'pay', message: 'it failed', level: 'ERROR', traceId: 'ab' },
  ];
  const counter = new LineCounter(SETTINGS);
  const { intervals, range, state } = counted(counter, 0, 3 * MINUTE, lines, (time) => (time === 0 ? 4 : 1));
  expect(range).toEqual({ from: 0, to: 3 * MINUTE });
  expect(state.until).toBe(3 * MINUTE);
  expect(intervals.map(({ time }) => time)).toEqual([0, MINUTE]);
  expect(intervals[0].services).toMatchObject([
    { service: 'cart', lines: 24, errors: 0, templates: [{ count: 24, named: true }] },
    {
      ...{ service: 'pay', lines: 4, errors: 4 },
      templates: [{ level: 'error', example: 'it failed', traceId: 'ab', firstSeen: 0 }],
    },
  ]);
  expect(intervals[1].services[0]).toMatchObject({ lines: 6 });
});

test('lines from before the stretch change nothing', () => {
  const counter = new LineCounter(SETTINGS);
  counted(counter, 0, MINUTE, hours(0, 1));
  const { intervals } = counted(counter, MINUTE, 2 * MINUTE, hours(0, 2));
  expect(intervals).toMatchObject([{ time: MINUTE, services: [{ lines: 6 }] }]);
});

test('new after an hour: an error is told, a deployment with 200 new ordinary ones is not', () => {
  const counter = new LineCounter(SETTINGS);
  const at = 70 * MINUTE;
  const releases = Array.from({ length: 200 }, (_, n) => ({
    timestamp: at + n,
    service: 'cart',
    message: `feature${'abcdefghij'[n % 10]}${'klmnopqrst'[(n - (n % 10)) / 10]} enabled`,
  }));
  const quiet = counted(counter, 0, at + MINUTE, [...hours(0, 71), ...releases].sort(byTime));
  expect(quiet.intervals.map(({ services }) => services[0].news).filter((news) => news > 0)).toEqual([]);
  const error = { timestamp: at + MINUTE, service: 'cart', message: 'stock 5 corrupted', level: 'ERROR' };
  const loud = counted(counter, at + MINUTE, at + 2 * MINUTE, [error]);
  expect(loud.intervals[0].services[0]).toMatchObject({
    news: 1,
    newNotes: [{ template: 'stock <*> corrupted', level: 'error', example: 'stock 5 corrupted' }],
  });
});

test('a restored counter goes on as if it had not stopped', () => {
  const one = new LineCounter(SETTINGS);
  const { state } = counted(one, 0, 65 * MINUTE, hours(0, 65));
  const other = new LineCounter(SETTINGS, state.counter);
  const next = [...hours(65 * MINUTE, 2), { timestamp: 66 * MINUTE, service: 'cart', message: 'panic' }];
  const ends = [one, other].map((counter) => counted(counter, 65 * MINUTE, 67 * MINUTE, next.sort(byTime)));
  expect(ends[1]).toEqual(ends[0]);
});

test('a message of a megabyte is cut', () => {
  const counter = new LineCounter(SETTINGS);
  const message = `dump ${'x y '.repeat(250_000)}`;
  const { intervals } = counted(counter, 0, MINUTE, [{ timestamp: 0, service: 'cart', message }]);
  const [{ template, example }] = intervals[0].services[0].templates;
  expect(template.length).toBeLessThanOrEqual(MESSAGE_LONGEST);
  expect(example).toHaveLength(500);
});

test('bytes of another version are no state', () => {
  const counter = new LineCounter(SETTINGS, Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 9, 9));
  expect(counted(counter, 0, MINUTE, hours(0, 1)).intervals).toHaveLength(1);
});

function byTime(a: LogLine, b: LogLine): number {
  return a.timestamp - b.timestamp;
}
