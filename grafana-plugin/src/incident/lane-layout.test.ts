import { LANE_HEIGHT } from '@lapwing/visuals';
import { expect, test } from 'vitest';
import { laneLayout } from './lane-layout.ts';

test('names stand beside the marks where there is room, above them on a phone', () => {
  expect(laneLayout(1000)).toMatchObject({ names: 340, left: 340, laneHeight: LANE_HEIGHT, padTop: 0 });
  const phone = laneLayout(358);
  expect(phone).toMatchObject({ left: 0, stacked: true });
  expect(phone.names).toBe(phone.drawn);
  expect(phone.padTop).toBeLessThan(phone.laneHeight);
});

test('a panel of no width draws a pixel', () => {
  expect(laneLayout(0)).toMatchObject({ drawn: 1 });
});
