import { expect, test } from 'vitest';
import { logNormalTail } from './normal-tail.ts';

/** Abramowitz and Stegun, table 26.1 and 26.2; beyond them scipy.stats.norm.logsf. */
test.each([
  [0, Math.log(0.5)],
  [1, Math.log(0.15865525393145707)],
  [1.96, Math.log(0.024997895148220435)],
  [5, Math.log(2.866515718791945e-7)],
  [10, Math.log(7.61985302416052e-24)],
  [40, -804.6084420137538],
  [-3, Math.log(0.9986501019683699)],
  [-0.5, Math.log(0.6914624612740131)],
])('above %d', (z, log) => {
  expect(logNormalTail(z)).toBeCloseTo(log, 9);
});

test('it falls without a step where one series takes over from the other', () => {
  for (let z = 0.9; z < 1.1; z += 0.001) expect(logNormalTail(z + 0.001)).toBeLessThan(logNormalTail(z));
});
