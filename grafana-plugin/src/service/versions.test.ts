import { expect, test } from 'vitest';
import { compareVersions } from './versions.ts';

test.each([
  ['0.1.0', '0.1.9', 0],
  ['0.1.0', '0.2.0', -1],
  ['1.0.0', '0.9.0', 1],
  ['v0.10.0', '0.9.0', 1],
  ['%VERSION%', '0.1.0', 0],
])('%s beside %s', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});
