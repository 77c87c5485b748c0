import { expect, test } from 'vitest';
import { groupingAccuracy } from './grouping-accuracy.ts';
import { madeUpLogs } from './made-up.ts';

test('a line is right when its whole group is', () => {
  expect(groupingAccuracy(['x', 'x', 'y'], [1, 1, 2])).toBe(1);
  expect(groupingAccuracy(['x', 'x', 'x'], [1, 1, 2])).toBe(0);
  expect(groupingAccuracy(['x', 'z', 'y'], [1, 1, 2])).toBeCloseTo(1 / 3, 12);
  expect(groupingAccuracy(['x', 'x', 'y', 'y'], [1, 1, 2, 3])).toBe(0.5);
  expect(groupingAccuracy([], [])).toBeNaN();
});

test('made-up logs are the same each time, with each statement in them', () => {
  const logs = madeUpLogs(3);
  expect(logs).toEqual(madeUpLogs(3));
  expect(logs).toHaveLength(16);
  for (const { lines, truth } of logs) {
    expect(lines).toHaveLength(truth.length);
    expect(new Set(truth).size).toBe(Math.max(...truth) + 1);
    expect(lines.join('\n')).not.toMatch(/[⟨⟩]/);
  }
});
