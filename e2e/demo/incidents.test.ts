import type { Incident } from '@lapwing/contract';
import { BREAK_KINDS, breakInfo } from '@lapwing/demo';
import { expect, test } from 'vitest';
import { runScenes, type Scene, type SceneRun } from './incident-runs.ts';

/** Checkout and recommendations have web alone in common, which suffers from both. */
const TWO_AT_ONCE: Scene = ['bad-deploy', 'memory-leak'];
const SCENES: Scene[] = BREAK_KINDS.map((kind): Scene => [kind]);
const SETTINGS = { seed: 1, intervalSeconds: 60, historyDays: 3, breakMinutes: 25, sceneMinutes: 80 };
/**
 * Seventy signals at one chance in 100,000 a reading open an anomaly a day by luck, and the shop's own moods some more: an
 * incident of one service with no more anomalies than this may be such. A break makes more.
 */
const LUCK = 2;
/** Of such incidents, a day. */
const MOST_BY_LUCK = 10;

/** The incidents of a scene: all but those that may be luck and touch nothing that is broken. */
function ofBreaks({ scene, incidents }: SceneRun): Incident[] {
  const broken = scene.map((kind) => breakInfo(kind).service);
  return incidents.filter((one) => !isLuck(one) || broken.includes(one.services[0]));
}

const isLuck = ({ services, anomalies }: Incident): boolean => services.length === 1 && anomalies <= LUCK;

test('each break ends in one incident with the broken service first, two at once in two', async () => {
  const { runs: single, ordinary } = await runScenes(SCENES, SETTINGS);
  // A shop of its own: the same break hours before, within a past of three days, would no longer be as strange.
  const { runs: double } = await runScenes([TWO_AT_ONCE], SETTINGS);
  const runs = [...single, ...double];
  const lucky = ordinary.filter(isLuck).length;
  for (const run of runs) {
    const said = ofBreaks(run).map(({ title, confidence, suspects }) => {
      const [first, second] = suspects;
      return `${title}: ${first?.service} ${first?.score.toFixed(1)} (${confidence}), then ${second?.service} ${second?.score.toFixed(1)}`;
    });
    process.stdout.write(`${run.scene.join(' and ')}: ${said.join('; ') || 'no incident'}\n`);
  }
  process.stdout.write(
    `without breaks: ${ordinary.length} in ${SETTINGS.historyDays} days, ${lucky} of them of luck's size\n`,
  );

  for (const run of runs) {
    const found = ofBreaks(run).map(({ suspect }) => suspect?.service);
    const broken = run.scene.map((kind) => breakInfo(kind).service);
    expect(found.sort(), run.scene.join(' and ')).toEqual(broken.sort());
  }
  expect(ordinary.length - lucky).toBeLessThanOrEqual(SETTINGS.historyDays);
  expect(lucky).toBeLessThanOrEqual(MOST_BY_LUCK * SETTINGS.historyDays);
});
