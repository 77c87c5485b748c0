import { describe, expect, test } from 'vitest';
import { MadeSource, MINUTE_MS, minutely, wave } from '../pipeline/test-runs.ts';
import { SERVICE_LIMITS, type BacktestLimits } from './limits.ts';
import { planBacktest } from './plan.ts';
import { runBacktest } from './run-backtest.ts';
import { scoreHere } from './score-here.ts';
import { scoreInThread } from './score-in-thread.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const broken = (signal: number, minute: number): boolean => signal === 1 && minute % 1440 >= 700 && minute % 1440 < 710; // prettier-ignore

async function run(
  score: typeof scoreHere,
  more: { limits?: Partial<BacktestLimits>; stopAt?: number } = {},
) {
  const limits = { ...SERVICE_LIMITS, ...more.limits };
  const halt = new AbortController();
  const source = new MadeSource(3, wave(broken), 200);
  const around = { source, now: NOON, limits, signal: halt.signal };
  const plan = await planBacktest(minutely(), { points: 100 }, around);
  const onProgress = (progress: number): void => {
    if (progress >= (more.stopAt ?? Infinity)) halt.abort();
  };
  const scoring = score(plan, limits, halt.signal);
  return runBacktest(plan, { source, scoring, signal: halt.signal, onProgress });
}

test('in a thread the result is the very same', async () => {
  const [here, there] = [await run(scoreHere), await run(scoreInThread)];
  expect({ ...there.result, seconds: 0 }).toEqual({ ...here.result, seconds: 0 });
  expect(there.charts).toEqual(here.charts);
  expect(here.result.anomalies_total).toBeGreaterThan(0);
});

describe.each([
  ['here', scoreHere],
  ['in a thread', scoreInThread],
])('%s', (_, score) => {
  test.each<[keyof BacktestLimits, number]>([
    ['signals', 2],
    ['readings', 1000],
  ])('too many %s: refused by name', async (what, most) => {
    await expect(run(score, { limits: { [what]: most } })).rejects.toMatchObject({
      name: 'LapwingError',
      code: 'TOO_LARGE',
      where: `limit ${what}`,
    });
  });

  test('stopped in the middle', async () => {
    await expect(run(score, { stopAt: 0.4 })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

test('the memory of the source stays its own', async () => {
  const times = Float64Array.of(NOON - 2 * MINUTE_MS);
  const values = Float64Array.of(1);
  const halt = new AbortController();
  const plan = { detector: minutely(), begin: times[0], from: times[0], until: NOON, points: 10 };
  const scoring = scoreInThread(plan, SERVICE_LIMITS, halt.signal);
  const range = { from: plan.begin, to: plan.until };
  await scoring.add({
    range,
    series: [{ labels: { a: 'b' }, times, values }],
    absent: 'gap',
    warnings: ['odd'],
  });
  const { outcome } = await scoring.finish();
  expect(values).toEqual(Float64Array.of(1));
  expect(outcome.result).toMatchObject({ readings: 1, warnings: ['odd'] });
});
