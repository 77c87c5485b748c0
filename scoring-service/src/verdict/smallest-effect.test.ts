import { expect, test } from 'vitest';
import { mattersEnough } from './smallest-effect.ts';

test.each([
  [undefined, 101, 100, true],
  [{ absolute: 5 }, 104.9, 100, false],
  [{ absolute: 5 }, 95, 100, true],
  [{ relative: 0.2 }, 119, 100, false],
  [{ relative: 0.2 }, 80, 100, true],
  [{ relative: 0.2 }, -125, -100, true],
  [{ absolute: 50, relative: 0.2 }, 130, 100, false],
  [{ absolute: 5, relative: 0.2 }, 130, 100, true],
  [{ relative: 0.2 }, 1, 0, true],
  [{ absolute: 5 }, 1, NaN, true],
])('%j: %f where %f is expected: %s', (effect, actual, expected, matters) => {
  expect(mattersEnough(effect, actual, expected)).toBe(matters);
});
