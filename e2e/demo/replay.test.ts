import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { datasets } from './datasets.ts';
import { startDemo } from './demo-process.ts';

const SCORED_WITHIN_MS = 120_000;
/** Well below an interval: the last reading must not wait for its own to end. */
const SCORED_SOON_MS = 60_000;
const INTERVAL_MS = 300_000;
const READINGS = 2000;
const SPIKE_AT = 1900;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lapwing-replay-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A daily wave with a spike, as `timestamp,value`, long ago. */
function wave(): string {
  const begin = Date.UTC(2014, 3, 1);
  const rows = Array.from({ length: READINGS }, (_, i) => {
    const ordinary = 50 + 10 * Math.sin((2 * Math.PI * i) / 288) + Math.sin(i * 12.9898);
    const time = new Date(begin + i * INTERVAL_MS).toISOString().slice(0, 19).replace('T', ' ');
    return `${time},${i === SPIKE_AT ? 200 : ordinary.toFixed(3)}`;
  });
  return ['timestamp,value', ...rows, ''].join('\n');
}

interface SignalPage {
  items: { id: string; labels: Record<string, string>; last_seen: string }[];
  total: number;
}
interface AnomalyPage {
  items: { start: string; labels: Record<string, string> }[];
}

async function replay(args: string[]) {
  const demo = await startDemo(['--replay', ...args]);
  const ask = async <T>(rest: string): Promise<T> =>
    (await (await fetch(`${demo.url}/api/plugin-proxy/lapwing-anomaly-app/api/v1/${rest}`)).json()) as T;
  const stop = async (): Promise<void> => {
    await demo.process.stop();
    rmSync(demo.temp, { recursive: true, force: true });
  };
  return { demo, ask, stop };
}

describe('npm run demo -- --replay', () => {
  test('moves the past to now, scores it and finds what is odd in it', async () => {
    writeFileSync(path.join(folder, 'pump.csv.gz'), gzipSync(wave()));
    const { demo, ask, stop } = await replay([folder]);
    const begin = Date.now();
    try {
      const state = await demo.until(
        'scored',
        (s) => s.phase === 'ended' && s.scoredUntil !== null,
        SCORED_WITHIN_MS,
      );
      expect(demo.process.output).toContain('pump.csv.gz by');
      const end = state.replay?.to ?? 0;
      expect(Date.now() - end).toBeLessThan(2 * INTERVAL_MS);
      await demo.until('scored to the end', (s) => (s.scoredUntil ?? 0) > end, SCORED_WITHIN_MS);
      expect(Date.now() - begin).toBeLessThan(SCORED_SOON_MS);
      const signals = await ask<SignalPage>('signals');
      expect(signals.items.map((s) => s.labels)).toEqual([
        { service: 'pump', metric: 'value', every: '300s' },
      ]);
      expect(Date.parse(signals.items[0].last_seen)).toBeGreaterThanOrEqual(end);
      const spike = end - (READINGS - 1 - SPIKE_AT) * INTERVAL_MS;
      const { items } = await ask<AnomalyPage>('anomalies');
      expect(items.map((a) => Date.parse(a.start))).toContain(spike);
    } finally {
      await stop();
    }
  });

  test('says which file and line is wrong, and starts nothing', async () => {
    writeFileSync(path.join(folder, 'good.csv'), wave());
    writeFileSync(
      path.join(folder, 'bad.csv'),
      'timestamp,value\n2014-04-01 00:00:00,1\n2014-04-01 00:05:00,many\n',
    );
    await expect(startDemo(['--replay', folder])).rejects.toThrow(/bad\.csv, line 3: “many” .* is no number/);
  });

  test('says what is wrong with a folder that is not there', async () => {
    await expect(startDemo(['--replay', path.join(folder, 'none')])).rejects.toThrow('name a folder');
  });
});

const nab = path.join(datasets, 'nab/data/realKnownCause');
const asd = path.join(datasets, 'asd/omi-1');

describe.skipIf(!existsSync(nab) || !existsSync(asd))('with real files', () => {
  test('replays the seven files of NAB’s realKnownCause', async () => {
    const { demo, ask, stop } = await replay([nab]);
    try {
      const { replay: view } = await demo.until('scored', (s) => s.scoredUntil !== null, SCORED_WITHIN_MS);
      expect(view).toMatchObject({ files: 7, signals: 7 });
      const poll = { timeout: SCORED_WITHIN_MS, interval: 500 };
      await expect.poll(async () => (await ask<SignalPage>('signals')).total, poll).toBe(7);
      await expect
        .poll(async () => (await ask<AnomalyPage>('anomalies')).items.length, poll)
        .toBeGreaterThan(0);
    } finally {
      await stop();
    }
  });

  test('refuses a file without a column of times', async () => {
    await expect(startDemo(['--replay', asd])).rejects.toThrow(
      /line 1: the first column is “.*”, not “timestamp”/,
    );
  });
});
