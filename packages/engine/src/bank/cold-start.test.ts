import { expect, test } from 'vitest';
import { createTracker } from '../anomaly/column-tracker.ts';
import { Random } from '../random.ts';
import { SHAPES } from '../testing/shapes.ts';
import { createBank } from './create.ts';
import { createScores } from './scores.ts';

const SIGNALS = 500;
const MINUTES = 360;
const BREAKS = { from: 90, to: 110 };

test('500 signals at once: no storm in the first hours, and the one that breaks in the second is found', () => {
  const bank = createBank({
    intervalSeconds: 60,
    direction: 'both',
    models: { statistical: true, forest: true },
    seed: 1,
  });
  const tracker = createTracker({ openAt: 30, closeBelow: 20, closeAfter: 3 });
  bank.addSlots(SIGNALS);
  tracker.addSlots(SIGNALS);
  const shapes = Object.values(SHAPES);
  const signals = Array.from({ length: SIGNALS }, (_, k) => shapes[k % shapes.length](new Random(k + 1)));
  const slots = Uint32Array.from(signals, (_, k) => k);
  const scores = createScores(SIGNALS);
  const opened: number[] = [];
  for (let i = 0; i < MINUTES; i++) {
    const timeMs = Date.UTC(2026, 0, 5) + i * 60_000;
    const broken = i >= BREAKS.from && i < BREAKS.to ? 60 : 0;
    const values = Float64Array.from(signals, (reading, k) => reading(i, timeMs) + (k === 0 ? broken : 0));
    bank.step(timeMs, slots, values, scores);
    for (const run of tracker.step(timeMs, slots, values, scores)) {
      if (run.change === 'opened') opened.push(run.slot);
    }
    if (i === 59) expect(scores.confidence[0]).toBeGreaterThan(0);
  }
  expect(opened).toContain(0);
  // One anomaly in fifteen thousand readings, and none of them in the first hour.
  expect(opened.filter((slot) => slot !== 0).length).toBeLessThan((SIGNALS * MINUTES) / 5_000);
});
