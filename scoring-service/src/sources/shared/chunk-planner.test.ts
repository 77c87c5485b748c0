import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChunkPlanner } from './chunk-planner.ts';

const MINUTE = 60_000;
const LIMITS = { cells: 1_000, mostIntervals: 500, mostSignals: 100 };
const length = (planner: ChunkPlanner, to = 1e6) => {
  const { from, to: end } = planner.next({ from: 0, to: to * MINUTE }, MINUTE);
  return (end - from) / MINUTE;
};

test('begins small, grows by four at most, and ends where the cells say', () => {
  const planner = new ChunkPlanner(LIMITS);
  expect(length(planner)).toBe(10);
  planner.succeeded(10, 50);
  expect(length(planner)).toBe(40);
  planner.succeeded(40, 200);
  planner.succeeded(160, 800);
  expect(length(planner)).toBe(200);
});

test('an empty stretch grows to the most intervals and no further', () => {
  const planner = new ChunkPlanner(LIMITS);
  for (let i = 0; i < 9; i++) planner.succeeded(length(planner), 0);
  expect(length(planner)).toBe(500);
});

test('the first chunk reckons with all the signals that may be, and has an interval at least', () => {
  expect(length(new ChunkPlanner({ ...LIMITS, mostSignals: 1_000_000 }))).toBe(1);
  expect(length(new ChunkPlanner({ ...LIMITS, mostSignals: 1 }))).toBe(500);
});

test('never goes past what is left', () => {
  expect(length(new ChunkPlanner(LIMITS), 3)).toBe(3);
});

test('halves down to one interval, and then says that it cannot', () => {
  const planner = new ChunkPlanner(LIMITS);
  expect([planner.halve(10), length(planner)]).toEqual([true, 5]);
  expect([planner.halve(5), length(planner)]).toEqual([true, 2]);
  expect([planner.halve(2), length(planner)]).toEqual([true, 1]);
  expect([planner.halve(1), length(planner)]).toEqual([false, 1]);
});

test('grows back slowly after it was too much', () => {
  const planner = new ChunkPlanner({ ...LIMITS, mostSignals: 10 });
  planner.halve(100);
  planner.succeeded(50, 0);
  expect(length(planner)).toBe(50);
  planner.succeeded(50, 0);
  expect(length(planner)).toBe(62);
  for (let i = 0; i < 30; i++) planner.succeeded(length(planner), 0);
  expect(length(planner)).toBe(500);
});

test('whatever happens, a chunk has at least one interval and at most the limit', () => {
  const step = fc.oneof(fc.constant('halve' as const), fc.nat({ max: 1_000_000 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const planner = new ChunkPlanner(LIMITS);
      for (const one of steps) {
        const intervals = length(planner);
        if (one === 'halve') planner.halve(intervals);
        else planner.succeeded(intervals, one);
        expect(length(planner)).toBeGreaterThanOrEqual(1);
        expect(length(planner)).toBeLessThanOrEqual(LIMITS.mostIntervals);
        expect(Number.isInteger(length(planner))).toBe(true);
      }
    }),
  );
});
