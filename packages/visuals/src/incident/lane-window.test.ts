import { expect, test } from 'vitest';
import { LANE_HEIGHT, laneWindow } from './lane-window.ts';

test('what is seen and a little more, however many lanes there are', () => {
  expect(laneWindow(0, 10 * LANE_HEIGHT, 5_000)).toEqual({ first: 0, count: 16 });
  expect(laneWindow(1_000 * LANE_HEIGHT, 10 * LANE_HEIGHT, 5_000)).toEqual({ first: 994, count: 22 });
});

test('at the ends, and when there are fewer lanes than before', () => {
  expect(laneWindow(0, 500, 3)).toEqual({ first: 0, count: 3 });
  expect(laneWindow(0, 500, 0)).toEqual({ first: 0, count: 0 });
  const { first, count } = laneWindow(9_000, 280, 20);
  expect(first + count).toBe(20);
});
