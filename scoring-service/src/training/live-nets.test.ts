import path from 'node:path';
import pino from 'pino';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Detector } from '@lapwing/contract';
import { Gate } from '../pipeline/gate.ts';
import { DetectorRunner } from '../pipeline/runner.ts';
import { allScores, MadeSource, MINUTE_MS, minutely, testStores, wave } from '../pipeline/test-runs.ts';
import type { PartHealth } from '../sources/source.ts';
import type { Stores } from '../stores/open-stores.ts';
import { createNetSchedule, type NetSchedule } from './net-schedule.ts';
import { NetShelf } from './net-shelf.ts';
import { startRetraining } from './retraining.ts';
import { untrained } from './testing.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
/** Begins where it is told: a rebuild begins there again. */
const LSTM = minutely({
  models: { lstm: true },
  from: new Date(NOON - 360 * MINUTE_MS).toISOString(),
});
const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function testData() {
  const made = testStores();
  cleanups.push(made.remove);
  return made;
}

/** Scores up to the clock's time, and ends with the state saved. */
async function scoreUntil(
  stores: Stores,
  nets: NetSchedule,
  now: number,
  detector: Detector = LSTM,
): Promise<void> {
  const health: PartHealth[] = [];
  const runner = new DetectorRunner(detector, {
    ...{ source: new MadeSource(3, wave()), scores: stores.scores, snapshots: stores.snapshots, nets },
    ...{ now: () => now, snapshotEveryMs: MINUTE_MS, log: pino({ level: 'silent' }), gate: new Gate(1).run },
    onEvent: () => undefined,
    onHealth: (state) => health.push(state),
  });
  runner.start();
  await vi.waitFor(() => expect(health.at(-1)?.status).toBe('ok'), 10_000);
  await runner.stop(true);
}

const WON = { made_at: '2026-11-22T00:00:00.000Z', held_back: 1, held_back_before: null, accepted: true };

function addNet(folder: string): void {
  new NetShelf(path.join(folder, 'nets', 'd', 'lstm'), 'lstm').add(untrained('lstm', 3), WON);
}

describe('a detector with a net', () => {
  test('after a swap, a rebuild from the source gives the very same scores as the live run', async () => {
    const { stores, folder } = testData();
    await scoreUntil(stores, createNetSchedule(folder), NOON);
    addNet(folder);
    await scoreUntil(stores, createNetSchedule(folder), NOON + 120 * MINUTE_MS);
    const live = allScores(stores);
    stores.snapshots.delete('d');
    stores.scores.commit({
      ...{ detectorId: 'd', newSignals: [], anomalies: [], watermark: NOON - 300 * MINUTE_MS },
      scores: noScores(),
    });
    await scoreUntil(stores, createNetSchedule(folder), NOON + 120 * MINUTE_MS);
    expect(allScores(stores)).toEqual(live);
  });

  test('a restart in the middle changes nothing, and a swap changes what is said after it alone', async () => {
    const [plain, restarted, swapped] = [testData(), testData(), testData()];
    const end = NOON + 120 * MINUTE_MS;
    await scoreUntil(plain.stores, createNetSchedule(plain.folder), end);
    for (const { stores, folder } of [restarted, swapped]) {
      await scoreUntil(stores, createNetSchedule(folder), NOON);
      if (folder === swapped.folder) addNet(folder);
      await scoreUntil(stores, createNetSchedule(folder), end);
    }
    const [whole, again, other] = [plain, restarted, swapped].map(({ stores }) => allScores(stores));
    expect(again).toEqual(whole);
    expect(other).not.toEqual(whole);
    const differs = other.findIndex((line, i) => line !== whole[i]);
    expect(Number(other[differs].split(',')[1])).toBeGreaterThanOrEqual(NOON - 5 * MINUTE_MS);
  });
});

function noScores() {
  const none = new Float64Array(0);
  return {
    ...{ signals: [], times: none, values: none, scores: none, pValues: none },
    ...{ news: none, expected: none, lower: none, upper: none },
  };
}

test('the service trains a net beside scoring, from what was scored', { timeout: 60_000 }, async () => {
  const { stores, folder } = testData();
  const detector = minutely({ models: { lstm: true }, history: '2d' });
  await scoreUntil(stores, createNetSchedule(folder), NOON, detector);
  const shelf = new NetShelf(path.join(folder, 'nets', 'd', 'lstm'), 'lstm');
  expect(shelf.versions().length).toBe(1);
  const retraining = startRetraining({
    ...{ dataFolder: folder, everyMs: 3_600_000, detectors: () => [detector], now: () => NOON },
    ...{ log: pino({ level: 'silent' }), lookMs: 20, steps: 30 },
  });
  cleanups.push(() => retraining.stop());
  await vi.waitFor(() => expect(shelf.versions().length).toBe(2), { timeout: 30_000, interval: 100 });
  const [, trained] = shelf.versions();
  expect(trained.held_back).toBeLessThan(10);
  expect(trained.held_back_before).not.toBeNull();
  // Not due again within the hour.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(shelf.versions().length).toBe(2);
});

test('a training that the service stops leaves a checkpoint', { timeout: 60_000 }, async () => {
  const { stores, folder } = testData();
  const detector = minutely({ models: { lstm: true }, history: '2d' });
  await scoreUntil(stores, createNetSchedule(folder), NOON, detector);
  const shelf = new NetShelf(path.join(folder, 'nets', 'd', 'lstm'), 'lstm');
  const retraining = startRetraining({
    ...{ dataFolder: folder, everyMs: 3_600_000, detectors: () => [detector], now: () => NOON },
    ...{ log: pino({ level: 'silent' }), lookMs: 20, steps: 100_000 },
  });
  await vi.waitFor(() => expect(shelf.checkpoint()).toBeDefined(), { timeout: 30_000, interval: 100 });
  await retraining.stop();
  expect(shelf.checkpoint()).toBeDefined();
  expect(shelf.versions().length).toBe(1);
});
