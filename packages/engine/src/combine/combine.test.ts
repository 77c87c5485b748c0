import fc from 'fast-check';
import { expect, test } from 'vitest';
import { combineSurprises } from './combine.ts';

const decades = fc.double({ min: 0, max: 12, noNaN: true });

function combined(surprises: number[][], weights: number[]): number[] {
  const rows = surprises[0].length;
  const out = new Float64Array(rows);
  combineSurprises(
    surprises.map((x) => Float64Array.from(x)),
    weights,
    rows,
    out,
  );
  return [...out];
}

test('a weighted mean, row by row', () => {
  expect(
    combined(
      [
        [1, 4],
        [5, 0],
      ],
      [3, 1],
    ),
  ).toEqual([2, 3]);
});

test('one model alone is taken as it is, whatever its weight', () => {
  expect(combined([[0, 2.5, 12]], [0.25])).toEqual([0, 2.5, 12]);
});

test('between the least and the most surprised model, and never less when one is more surprised', () => {
  fc.assert(
    fc.property(decades, decades, decades, (a, b, more) => {
      const [x] = combined([[a], [b]], [1, 0.25]);
      expect(x).toBeGreaterThanOrEqual(Math.min(a, b) - 1e-12);
      expect(x).toBeLessThanOrEqual(Math.max(a, b) + 1e-12);
      expect(combined([[a + more], [b]], [1, 0.25])[0]).toBeGreaterThanOrEqual(x);
    }),
  );
});

test('rows beyond those asked for are left alone', () => {
  const out = Float64Array.of(9, 9);
  combineSurprises([Float64Array.of(1, 1)], [1], 1, out);
  expect([...out]).toEqual([1, 9]);
});
