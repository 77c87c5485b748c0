import { expect, test } from 'vitest';
import { clockSkew } from './clock-skew.ts';

function pairs(skewMs: number, count = 10): Parameters<typeof clockSkew>[0] {
  return Array.from({ length: count }, (_, i) => {
    const parent = { service: 'a', timeMs: i * 1000, durationMs: 100, parent: undefined };
    const child = { service: 'b', timeMs: i * 1000 + 25 + skewMs, durationMs: 50, parent };
    return [parent, child, { ...parent, timeMs: parent.timeMs + 500 }];
  }).flat();
}

test('a clock that is seconds ahead is put back, one that agrees is left', () => {
  expect(clockSkew(pairs(3000)).get('b')).toBe(-3000);
  expect(clockSkew(pairs(-7000)).get('b')).toBe(7000);
  expect(clockSkew(pairs(0)).get('b')).toBe(0);
  expect(clockSkew(pairs(40)).get('b')).toBe(0);
});

test('few calls tell nothing', () => {
  expect(clockSkew(pairs(3000, 3)).get('b')).toBe(0);
});
