import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Points, SlowPoints } from './points.ts';
import { LATEST_MOMENT } from './words.ts';

const times = fc.oneof(
  fc.integer({ min: -1, max: 2e12 }),
  fc.double(),
  fc.constantFrom(0, -0, LATEST_MOMENT, LATEST_MOMENT + 1, Number.MAX_SAFE_INTEGER + 1, 1.5, NaN, Infinity),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom('1763812800000', '12', '2026-11-22T12:00:00', '2026-11-22T12:00:00+02:00', '', null, true),
  fc.anything(),
);
const values = fc.oneof(fc.double(), fc.constantFrom(null, undefined, '1', NaN, -Infinity), fc.anything());
const pairs = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(times, values) },
  fc.array(fc.anything(), { maxLength: 3 }),
  fc.anything(),
);

test('takes and reads exactly what the plain schema does', () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(pairs, { maxLength: 8 }), fc.anything()), (sent) => {
      const fast = Points.safeParse(sent);
      const slow = SlowPoints.safeParse(sent);
      expect(fast.success).toBe(slow.success);
      expect(fast.data).toStrictEqual(slow.data);
      const places = (of: typeof slow | typeof fast) =>
        new Set(of.error?.issues.map(({ path }) => path.join()));
      expect(places(fast)).toEqual(places(slow));
    }),
    { numRuns: 3000 },
  );
});

test.each([
  [
    'good pairs',
    (): [number, number][] => [
      [1, 2],
      [3, 4.5],
    ],
  ],
  [
    'a mix of forms',
    (): [number | string, number | null][] => [
      [1, null],
      ['2026-11-22T12:00:00Z', 2],
    ],
  ],
])('reads %s', (_, make) => {
  expect(Points.parse(make())).toStrictEqual(SlowPoints.parse(make()));
});

test('none, and too many, are refused', () => {
  expect(Points.safeParse([]).success).toBe(false);
  const full = Array.from({ length: 100_000 }, (__, i): [number, number] => [i, i]);
  expect(Points.safeParse(full).success).toBe(true);
  expect(Points.safeParse([...full, [1, 1]]).success).toBe(false);
});

test('a hundred thousand bad points are refused by the first few', () => {
  const bad = Array.from({ length: 100_000 }, () => ['x', 'y']);
  const refused = Points.safeParse(bad);
  expect(refused.error?.issues.length).toBeLessThan(30);
  expect(refused.error?.issues[0].path).toEqual([0, 0]);
});
