import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { FADE_FLOATS, fadedProbability } from './fade.ts';

function pValues(surprises: Iterable<number>): number[] {
  const state = new Float32Array(FADE_FLOATS);
  return Array.from(surprises, (x) => fadedProbability(state, 0, x));
}

/** Surprises of independent, ordinary readings: p-values even on (0, 1], in decades. */
function ordinary(count: number, seed = 1): number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => -Math.log10(1 - random.next()));
}

describe('the past is short', () => {
  test('nothing is said of the first readings, whatever they are', () => {
    expect(pValues(new Array<number>(20).fill(12))).toEqual(new Array(20).fill(1));
    expect(pValues([...ordinary(20), 12]).at(-1)).toBe(1);
  });

  test('a young signal cannot be very sure: it raises no storm', () => {
    expect(pValues([...ordinary(45), 12]).at(-1)).toBeGreaterThan(1e-3);
    expect(pValues([...ordinary(2000), 12]).at(-1)).toBeLessThan(1e-5);
  });
});

test('a surprise fades: rows after it are less and less surprised, and no more than LOW by memory alone', () => {
  const said = pValues([...ordinary(5000), 12, ...new Array<number>(60).fill(0)]).slice(5000);
  for (let i = 1; i < said.length; i++) expect(said[i]).toBeGreaterThanOrEqual(said[i - 1] * 0.999);
  expect(said[0]).toBeLessThan(1e-5);
  expect(said[1]).toBeLessThan(0.02);
  expect(said[3]).toBeGreaterThan(1e-3);
  expect(said.at(-1)).toBeGreaterThan(0.01);
});

test('a surprise that lasts is rarer than a single one', () => {
  const at = (rows: number): number =>
    pValues([...ordinary(5000), ...new Array<number>(rows).fill(2)]).at(-1) ?? 1;
  expect(at(5)).toBeLessThan(at(1) / 10);
});

test('an incident in the past does not make the next one ordinary', () => {
  const after = (past: number[]): number => pValues([...past, 5]).at(-1) ?? 1;
  const incident = new Array<number>(60).fill(5);
  const [quiet, other] = [ordinary(5000), ordinary(1000, 2)];
  expect(after([...quiet, ...incident, ...other])).toBeLessThan(1e-5);
  expect(after([...quiet, ...other])).toBeLessThan(1e-5);
});

test('the same incident three times within a short past: the third is HIGH as well', () => {
  const past = ordinary(600);
  for (let k = 0; k < 3; k++) {
    const said = pValues([...past, ...new Array<number>(15).fill(6)]).slice(past.length);
    expect(Math.min(...said), `incident ${k + 1}`).toBeLessThan(1e-5);
    past.push(...new Array<number>(15).fill(6), ...ordinary(200, k + 2));
  }
});

test('what lasts becomes ordinary all the same', () => {
  const said = pValues([...ordinary(5000), ...new Array<number>(2000).fill(4)]).slice(5000);
  expect(Math.min(...said.slice(0, 10))).toBeLessThan(1e-5);
  expect(Math.min(...said.slice(-100))).toBeGreaterThan(1e-3);
});

test('the larger surprise has the smaller p-value', () => {
  const past = ordinary(3000);
  const said = [0, 0.5, 1, 2, 3, 4, 6, 8, 12].map((x) => pValues([...past, x]).at(-1) ?? NaN);
  for (let i = 1; i < said.length; i++) expect(said[i]).toBeLessThanOrEqual(said[i - 1]);
});

test('the body is ranked as it comes: one in ten is one in ten', () => {
  const said = pValues(ordinary(40_000)).slice(2000);
  for (const share of [0.1, 0.05, 0.03]) {
    const came = said.filter((p) => p <= share).length / said.length;
    expect(came / share).toBeGreaterThan(0.8);
    expect(came / share).toBeLessThan(1.25);
  }
});

test('in (0, 1], for any surprises', () => {
  const surprise = fc.oneof(fc.double({ min: 0, max: 12, noNaN: true }), fc.constantFrom(0, 12));
  fc.assert(
    fc.property(fc.array(fc.tuple(surprise, fc.integer({ min: 1, max: 80 })), { maxLength: 15 }), (runs) => {
      const said = pValues(runs.flatMap(([x, times]) => new Array<number>(times).fill(x)));
      expect(said.every((p) => p > 0 && p <= 1)).toBe(true);
    }),
  );
});

test('constant surprise, of any size, is none', () => {
  for (const x of [0, 1, 12]) expect(pValues(new Array<number>(3000).fill(x)).at(-1)).toBeGreaterThan(0.5);
});
