import { createRowScorer } from '@lapwing/engine';
import { Random, SHAPES } from '@lapwing/engine/testing';
import type { Table } from '../report/table.ts';

const READINGS = 60_000;
/** The first days, in which seasons and tails are learnt. */
const FROM = 6_000;
const SEEDS = [11, 12, 13, 14];
const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 0, 5);
const LEVELS = [1e-1, 1e-2, 1e-3, 1e-4];

/** How often p-values of each size come on ordinary readings of made-up signals; as often as they say, if all is well. */
export function calibration(): Table[] {
  const rows = Object.entries(SHAPES).map(([shape, make]) => {
    const counts = LEVELS.map(() => 0);
    for (const seed of SEEDS) {
      const reading = make(new Random(seed));
      const scorer = createRowScorer(1, {
        intervalSeconds: MINUTE_MS / 1000,
        direction: 'both',
        models: { statistical: true, forest: true },
        seed: 1,
      });
      for (let i = 0; i < READINGS; i++) {
        const timeMs = START_MS + i * MINUTE_MS;
        const { pValue } = scorer.step(timeMs, Float64Array.of(reading(i, timeMs)));
        if (i < FROM) continue;
        for (let k = 0; k < LEVELS.length; k++) counts[k] += pValue <= LEVELS[k] ? 1 : 0;
      }
    }
    const all = SEEDS.length * (READINGS - FROM);
    const [tenth, hundredth, thousandth, tenThousandth] = counts.map((count) => count / all);
    return {
      shape,
      'p ≤ 0.1, of 10': 10 * tenth,
      'p ≤ 0.01, of 100': 100 * hundredth,
      'p ≤ 0.001, of 1,000': 1e3 * thousandth,
      'p ≤ 0.0001, of 10,000': 1e4 * tenThousandth,
    };
  });
  return [{ title: 'Calibration: ordinary readings that are at least so rare (1 is exact)', rows }];
}
