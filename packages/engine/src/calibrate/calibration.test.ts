import { expect, test } from 'vitest';
import { createRowScorer } from '../joint/row-scorer.ts';
import { Random } from '../random.ts';
import { SHAPES, type Shape } from '../testing/shapes.ts';

const READINGS = 40_000;
/** The first days, in which seasons and tails are learnt. */
const FROM = 5_000;
const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 0, 5);
const SEEDS = [1, 2];
const LEVELS = [1e-2, 1e-3];

/** How often in a thousand a score of 30 may come on ordinary readings. */
const AIM = { least: 0.5, most: 2 };
/**
 * Where a short run may miss the aim: a signal of few distinct values steps over a level rather than on it.
 */
const BEYOND: Readonly<Record<string, Partial<typeof AIM>>> = {
  'zero-inflated': { least: 0.25 },
  'Poisson 0.1': { least: 0.25 },
};

/** Of a thousand ordinary readings, how many have a p-value of each level or less. */
function sharesOf(make: (random: Random) => Shape): number[] {
  const counts = LEVELS.map(() => 0);
  for (const seed of SEEDS) {
    const shape = make(new Random(seed));
    const scorer = createRowScorer(1, {
      intervalSeconds: 60,
      direction: 'both',
      models: { statistical: true, forest: true },
      seed: 1,
    });
    for (let i = 0; i < READINGS; i++) {
      const timeMs = START_MS + i * MINUTE_MS;
      const { pValue } = scorer.step(timeMs, Float64Array.of(shape(i, timeMs)));
      if (i >= FROM) LEVELS.forEach((level, k) => (counts[k] += pValue <= level ? 1 : 0));
    }
  }
  return counts.map((count) => (1000 * count) / (SEEDS.length * (READINGS - FROM)));
}

test.each(Object.entries(SHAPES))(
  '%s: ordinary readings are as rare as they are said to be',
  (name, make) => {
    const [hundredth, thousandth] = sharesOf(make);
    expect(hundredth).toBeGreaterThan(5);
    expect(hundredth).toBeLessThan(20);
    const { least, most } = { ...AIM, ...BEYOND[name] };
    expect(thousandth).toBeGreaterThan(least);
    expect(thousandth).toBeLessThan(most);
  },
);
