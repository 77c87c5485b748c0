import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maximumBranching, type Arrow } from './branching.ts';

/** The best sum over every choice of at most one arrow a node, without circles: only for few nodes. */
function bruteForce(count: number, arrows: readonly Arrow[]): number {
  const into = Array.from({ length: count }, (_, node) => [
    undefined,
    ...arrows.filter(({ from, to, weight }) => to === node && from !== to && weight > 0),
  ]);
  let best = 0;
  const choose = (node: number, parents: (Arrow | undefined)[]): void => {
    if (node === count) {
      if (!isForest(parents)) return;
      best = Math.max(
        best,
        parents.reduce((sum, arrow) => sum + (arrow?.weight ?? 0), 0),
      );
      return;
    }
    for (const arrow of into[node]) choose(node + 1, [...parents, arrow]);
  };
  choose(0, []);
  return best;
}

function isForest(parents: readonly (Arrow | undefined)[]): boolean {
  return parents.every((_, start) => {
    let at: number | undefined = parents[start]?.from;
    for (let steps = 0; at !== undefined; steps++) {
      if (steps > parents.length) return false;
      at = parents[at]?.from;
    }
    return true;
  });
}

test('each node gets its best explanation when there is no circle', () => {
  const chosen = maximumBranching(3, [
    { from: 0, to: 1, weight: 2 },
    { from: 0, to: 2, weight: 1 },
    { from: 1, to: 2, weight: 3 },
  ]);
  expect([...chosen]).toEqual([-1, 0, 2]);
});

test('a circle opens at its weakest link', () => {
  const chosen = maximumBranching(3, [
    { from: 0, to: 1, weight: 3 },
    { from: 1, to: 2, weight: 3 },
    { from: 2, to: 0, weight: 1 },
  ]);
  expect([...chosen]).toEqual([-1, 0, 1]);
});

test('arrows without evidence, and from a node to itself, explain nothing', () => {
  const arrows = [
    { from: 0, to: 1, weight: 0 },
    { from: 1, to: 0, weight: -2 },
    { from: 0, to: 0, weight: 9 },
  ];
  expect([...maximumBranching(2, arrows)]).toEqual([-1, -1]);
  expect([...maximumBranching(0, [])]).toEqual([]);
});

test('as good as trying every forest', () => {
  const arrows = fc.integer({ min: 1, max: 5 }).chain((count) =>
    fc.tuple(
      fc.constant(count),
      fc.array(
        fc.record({
          from: fc.nat(count - 1),
          to: fc.nat(count - 1),
          weight: fc.integer({ min: -2, max: 12 }),
        }),
        { maxLength: 12 },
      ),
    ),
  );
  fc.assert(
    fc.property(arrows, ([count, given]) => {
      const chosen = [...maximumBranching(count, given)];
      const parents = chosen.map((arrow) => (arrow === -1 ? undefined : given[arrow]));
      parents.forEach((arrow, node) => {
        expect(arrow === undefined || arrow.to === node).toBe(true);
      });
      expect(isForest(parents)).toBe(true);
      const sum = parents.reduce((total, arrow) => total + (arrow?.weight ?? 0), 0);
      expect(sum).toBe(bruteForce(count, given));
    }),
    { numRuns: 500 },
  );
});
