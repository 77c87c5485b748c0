import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { SCORES_ALIAS } from '@lapwing/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS } from '../../scoring-service/src/writer/retention.ts';
import {
  needServer,
  startFaultyProxy,
  startOpenSearch,
  type FaultyProxy,
  type RunningOpenSearch,
} from '../servers/index.ts';
import { countAll, expectWhole } from './documents.ts';
import type { History } from './history.ts';

const KILLS_AT_LEAST = 10;
/** Kills that must have met a writer that had written since the last one; the rest may come too early. */
const AT_WORK_AT_LEAST = 3;
/** More kills follow until so many have. */
const KILLS_MOST = 40;
const BUSY_SHARE = 0.5;
const CHILD = fileURLToPath(new URL('./write-child.ts', import.meta.url));

needServer('opensearch')('a writer that is killed', () => {
  let os: RunningOpenSearch;
  let proxy: FaultyProxy;
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-killed-'));
  beforeAll(async () => {
    os = await startOpenSearch();
    proxy = await startFaultyProxy(os.url);
  });
  afterAll(async () => {
    await proxy?.stop();
    await os?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('leaves the same documents as one that was not, none lost, none twice', async () => {
    // Two days, so that the midnight between two indices is in it.
    const history: History = {
      from: Math.floor(Date.now() / DAY_MS - 2) * DAY_MS + 20 * 3_600_000,
      signals: 20,
      intervals: 1_500,
      intervalsPerStep: 5,
    };
    // A busy server: most kills then meet rows that were read and are not acknowledged.
    proxy.always(({ url }) =>
      url.startsWith('/_bulk') && Math.random() < BUSY_SHARE ? { status: 429 } : 'pass',
    );
    let kills = 0;
    const written = new Set<number>();
    for (let starts = 1; ; starts++) {
      const child = spawn(process.execPath, [CHILD, proxy.url, folder, JSON.stringify(history)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const exit = once(child, 'exit');
      // Killed at any moment: every other time while it opens its store, or else in the middle of its work.
      const idle = written.size < AT_WORK_AT_LEAST && kills < KILLS_MOST;
      if (kills < KILLS_AT_LEAST + 2 || idle) {
        const working = kills % 2 === 1;
        if (working) await Promise.race([exit, once(child.stdout, 'data')]);
        await Promise.race([exit, sleep(100 + Math.random() * (working ? 2_500 : 500))]);
        child.kill('SIGKILL');
      }
      await exit;
      if (child.signalCode === 'SIGKILL') {
        kills++;
        written.add(await countAll(os, SCORES_ALIAS));
      } else {
        expect(said, `start ${starts} ended with ${child.exitCode}`).toBe('open\ndone\n');
        break;
      }
    }
    expect(kills).toBeGreaterThanOrEqual(KILLS_AT_LEAST);
    // The kills met a writer at work: again and again, more was there than after the one before.
    expect(written.size).toBeGreaterThanOrEqual(AT_WORK_AT_LEAST);
    await expectWhole(os, history);
  });
});
