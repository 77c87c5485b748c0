import { expect, test } from 'vitest';
import { planReads } from './line-plan.ts';

const STEP = 60_000;
const at = (...counts: number[]) =>
  new Map(counts.map((count, i): [number, number] => [i * STEP, count]).filter(([, count]) => count > 0));

test('what is few is read whole, together; what is much by itself, a share of it', () => {
  const counts = at(10, 100, 101, 50, 0, 801, 20);
  expect(planReads(counts, { from: 0, to: 7 * STEP }, STEP, 100)).toEqual([
    { range: { from: 0, to: 2 * STEP }, share: 1 },
    { range: { from: 2 * STEP, to: 3 * STEP }, share: 1 / 2 },
    { range: { from: 3 * STEP, to: 4 * STEP }, share: 1 },
    { range: { from: 5 * STEP, to: 6 * STEP }, share: 1 / 16 },
    { range: { from: 6 * STEP, to: 7 * STEP }, share: 1 },
  ]);
});

test('nothing is read where nothing is', () => {
  expect(planReads(new Map(), { from: 0, to: 3 * STEP }, STEP, 100)).toEqual([]);
  expect(planReads(at(5), { from: STEP, to: 3 * STEP }, STEP, 100)).toEqual([]);
});
