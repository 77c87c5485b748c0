import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { gauss } from '../testing/shapes.ts';
import { ORDINARY, RECORD_FLOATS, beyondRecords, type Stray } from './records.ts';

function said(strays: Partial<Stray>[]): number[] {
  const state = new Float32Array(RECORD_FLOATS);
  return strays.map((stray) => beyondRecords(state, 0, { ...ORDINARY, ...stray }));
}

/** `count` readings of noise about the level, then `more`. */
function afterNoise(count: number, more: Partial<Stray>[], heavy = false): number[] {
  const random = new Random(1);
  const past = Array.from({ length: count }, () => {
    const x = gauss(random);
    const fromLevel = heavy ? x * x * x : x;
    return { fromLevel, fromSeason: fromLevel, surprise: Math.abs(x) };
  });
  return said([...past, ...more]);
}

test('what is within what was seen says nothing', () => {
  expect(afterNoise(2000, [{ fromLevel: 2, fromSeason: -2, surprise: 2 }]).at(-1)).toBe(0);
});

test('what is beyond says by how much', () => {
  const [twice] = said([...new Array<object>(4000).fill({ fromLevel: 5 }), { fromLevel: 10 }]).slice(-1);
  // The reading is 3 decibans beyond the record, its running mean less; a record fades, and 4,000 readings are still young.
  expect(twice).toBeGreaterThan(2.5);
  expect(twice).toBeLessThan(5);
});

test('upwards and downwards are records of their own, and count half when the other end was farther', () => {
  const up = said([...new Array<object>(1000).fill({ fromLevel: 5 }), { fromLevel: 4 }]);
  const down = said([...new Array<object>(1000).fill({ fromLevel: 5 }), { fromLevel: -4 }]);
  expect(up.at(-1)).toBe(0);
  expect(down.at(-1)).toBeGreaterThan(5);
});

test('a mean that is kept up is beyond the records though no reading is, bit by bit', () => {
  const lasting = afterNoise(2000, new Array<object>(48).fill({ fromLevel: 2.5 })).slice(-48);
  expect(lasting[0]).toBe(0);
  expect(lasting.filter((x) => x > 0.1).length).toBeGreaterThan(5);
});

test('a creeping rise says little at each step', () => {
  const creeping = Array.from({ length: 500 }, (_, i) => ({ fromLevel: 5 + i * 0.01 }));
  const news = said([...new Array<object>(2000).fill({ fromLevel: 5 }), ...creeping]);
  expect(Math.max(...news.slice(-499))).toBeLessThan(0.3);
});

test('heavy tails break records as seldom as others', () => {
  const count = (heavy: boolean): number =>
    afterNoise(20_000, [], heavy)
      .slice(2000)
      .filter((x) => x > 0.3).length;
  expect(count(true)).toBeLessThan(40);
  expect(count(false)).toBeLessThan(40);
});

test('the first readings say nothing, the next ones little', () => {
  const at = (n: number): number =>
    said([...new Array<object>(n).fill({ fromLevel: 1 }), { fromLevel: 10 }])[n];
  expect(at(10)).toBe(0);
  expect(at(40)).toBeLessThan(at(4000) / 3);
});

describe('a season that becomes known', () => {
  const before = new Array<object>(500).fill({ fromSeason: 100 });
  const known = new Array<object>(300).fill({ fromSeason: 3, seasonal: true });

  test('has records of its own', () => {
    expect(said([...before, ...known, { fromSeason: 30, seasonal: true }]).at(-1)).toBeGreaterThan(5);
  });

  test('says nothing while it is young', () => {
    const young = { fromSeason: 30, seasonal: true };
    expect(said([...before, ...known.slice(0, 100), young]).at(-1)).toBe(0);
  });
});

test('a change of unit takes the records along', () => {
  const past = new Array<object>(1000).fill({ fromLevel: -5 });
  expect(said([...past, { fromLevel: -45, rescaled: 10 }]).at(-1)).toBe(0);
  expect(said([...past, { fromLevel: -100, rescaled: 10 }]).at(-1)).toBeGreaterThan(2);
});

test('any finite stray: finite, not negative, bounded', () => {
  const far = fc.oneof(fc.double({ min: -2e37, max: 2e37, noNaN: true }), fc.constantFrom(0, 1e-320, -2e37));
  const stray = fc.record({
    fromLevel: far,
    change: fc.double({ min: 0, max: 2e37, noNaN: true }),
    fromSeason: far,
    seasonStep: fc.double({ min: 0, max: 1e46, noNaN: true }),
    surprise: fc.double({ min: 0, max: 12, noNaN: true }),
    seasonal: fc.boolean(),
    rescaled: fc.constantFrom(1, 0, 2),
  });
  fc.assert(
    fc.property(fc.array(stray, { maxLength: 100 }), (strays) => {
      for (const decibans of said(strays)) {
        expect(decibans).toBeGreaterThanOrEqual(0);
        expect(decibans).toBeLessThanOrEqual(120);
      }
    }),
  );
});

test('a loud fault does not hide one half as loud', () => {
  const strays: Partial<Stray>[] = new Array<object>(1000).fill({ fromLevel: 1 });
  strays.push({ fromLevel: 1000 }, ...new Array<object>(200).fill({ fromLevel: 1 }), { fromLevel: 500 });
  expect(said(strays).at(-1)).toBeGreaterThan(10);
});
