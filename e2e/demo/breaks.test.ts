import { BREAK_KINDS } from '@lapwing/demo';
import { expect, test } from 'vitest';
import { runBreaks } from './break-runs.ts';

const SETTINGS = { intervalSeconds: 60, historyDays: 7, learnDays: 3, breakMinutes: 30 };
/** Readings come once a minute: five minutes are five chances. */
const FOUND_WITHIN_SECONDS = 300;
/** Readings a day, each with one chance in 100,000 (HIGH), doubled for what the shop does by itself (deploys, batch). */
const MOST_FALSE_PER_SIGNAL_DAY = 0.1;

test('each break is found on the broken service, and little where nothing is broken', async () => {
  const runs = await runBreaks(BREAK_KINDS, SETTINGS);
  const falseAnomalies = runs.reduce((sum, run) => sum + run.falseAnomalies, 0);
  const signalDays = runs.reduce((sum, run) => sum + run.signalDays, 0);
  const rate = falseAnomalies / signalDays;
  const table = runs.map(({ kind, service, delaySeconds, metric, score, felt, feel }) => {
    const found =
      delaySeconds === null
        ? 'not found'
        : `after ${delaySeconds} s on ${metric}, score ${Math.round(score)}`;
    return `${kind.padEnd(14)} ${service.padEnd(16)} ${found}; shows on ${felt} of ${feel} services`;
  });
  table.push(
    `without breaks: ${falseAnomalies} anomalies in ${signalDays} signal-days, ${rate.toFixed(3)} a signal-day`,
  );
  process.stdout.write(`${table.join('\n')}\n`);

  for (const { kind, delaySeconds } of runs) {
    expect(delaySeconds, kind).not.toBeNull();
    expect(delaySeconds, kind).toBeLessThanOrEqual(FOUND_WITHIN_SECONDS);
  }
  expect(rate).toBeLessThanOrEqual(MOST_FALSE_PER_SIGNAL_DAY);
});
