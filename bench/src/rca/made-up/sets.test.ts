import { expect, test } from 'vitest';
import { Chance } from './chance.ts';
import { momentOf } from './course.ts';
import { NO_EFFECT } from './fault.ts';
import { MADE_UP, madeUpCases } from './sets.ts';
import { madeUpSystem } from './system.ts';

test('the same seed, the same case; each has what its set says', async () => {
  for (const name of ['metrics 5 min', 'spans alone', 'logs alone']) {
    const [one] = madeUpCases(name, 1);
    const [again] = madeUpCases(name, 1);
    const input = await one.read();
    expect(await again.read()).toEqual(input);
    expect(input.metrics.length > 0).toBe(MADE_UP[name].watch !== undefined);
    expect(input.spans.length > 0).toBe(name === 'spans alone');
    expect(input.logs.length > 0).toBe(name === 'logs alone');
    expect(one.atMs).toBeLessThan(one.untilMs);
  }
});

test('a slow service makes its callers slow, one that fails makes them fail', () => {
  const system = madeUpSystem(12, new Chance(3));
  for (const service of system.services) service.cores = 1e3;
  const calm = system.services.map(() => NO_EFFECT);
  const usual = momentOf(system, undefined, 0, 10, calm);
  const ill = calm.map((effect, i) => (i === 1 ? { ...effect, slow: 10, refused: 0.5 } : effect));
  const then = momentOf(system, undefined, 0, 10, ill);
  const worst = (rows: number[][], i: number): number => Math.max(...rows[i]);
  expect(worst(then.latency, 1)).toBeGreaterThan(worst(usual.latency, 1));
  expect(worst(then.latency, 0)).toBeGreaterThan(worst(usual.latency, 0));
  expect(worst(then.failing, 1)).toBe(0.5);
  expect(worst(then.failing, 11)).toBe(0);
});
