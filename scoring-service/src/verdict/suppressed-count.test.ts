import { expect, test } from 'vitest';
import { SuppressedCount } from './suppressed-count.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test('readings of one slot within the gap are one, and a week later they are forgotten', () => {
  const counts = new SuppressedCount();
  for (const hour of [0, 0.5, 1, 9]) counts.note(1, hour * HOUR, 'ignored', HOUR);
  counts.note(2, HOUR, 'smallest_effect', HOUR);
  expect(counts.byRule()).toEqual({ ignored: 2, smallest_effect: 1 });
  const restored = new SuppressedCount(JSON.parse(JSON.stringify(counts.save())));
  restored.note(1, 9.5 * HOUR, 'ignored', HOUR);
  expect(restored.byRule()).toEqual({ ignored: 2, smallest_effect: 1 });
  restored.prune(6 * DAY, HOUR);
  expect(restored.byRule()).toEqual({ ignored: 2, smallest_effect: 1 });
  restored.prune(8 * DAY, HOUR);
  expect(restored.byRule()).toEqual({ ignored: 0, smallest_effect: 0 });
});

test('a slot that is given to another signal begins anew', () => {
  const counts = new SuppressedCount();
  counts.note(1, 0, 'ignored', HOUR);
  counts.forget(1);
  counts.note(1, 1, 'ignored', HOUR);
  expect(counts.byRule().ignored).toBe(2);
});
