import { Detector } from '@lapwing/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followFeeds } from './follow.ts';

const MINUTE = 60_000;
const LOOK_MS = 1_000;
let poked: string[];
let until: number | undefined;
let watermarks: Record<string, number | undefined>;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  poked = [];
  until = undefined;
  watermarks = {};
  const detectors = ['behaviour', 'off', 'calls'].map((id) =>
    Detector.parse({
      ...{ id, name: id, kind: 'trace', enabled: id !== 'off' },
      source: id === 'calls' ? 'otlp' : 'behaviour',
      query: { type: id === 'calls' ? 'traces' : 'behaviour' },
    }),
  );
  stop = followFeeds({
    detectors: () => detectors,
    pipeline: {
      reached: (id) => {
        const watermark = watermarks[id];
        return watermark === undefined ? undefined : { intervalMs: MINUTE, watermark, lastSeen: () => 0 };
      },
      poke: (id) => poked.push(id),
    },
    until: () => until,
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test('detectors of behaviour are woken once all of their next interval has come', () => {
  watermarks = { behaviour: 5 * MINUTE, off: 5 * MINUTE, calls: 5 * MINUTE };
  until = 6 * MINUTE - 1;
  vi.advanceTimersByTime(LOOK_MS);
  expect(poked).toEqual([]);
  until = 6 * MINUTE;
  vi.advanceTimersByTime(LOOK_MS);
  expect(poked).toEqual(['behaviour']);
});

test('one that has not begun is woken as soon as anything has come', () => {
  vi.advanceTimersByTime(3 * LOOK_MS);
  expect(poked).toEqual([]);
  until = 0;
  vi.advanceTimersByTime(LOOK_MS);
  expect(poked).toEqual(['behaviour']);
});

test('it ends when it is told to', () => {
  until = 10 * MINUTE;
  stop();
  vi.advanceTimersByTime(10 * LOOK_MS);
  expect(poked).toEqual([]);
});
