import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DemoState } from '@lapwing/demo';
import { ServerProcess } from '../servers/index.ts';

const MAIN = fileURLToPath(new URL('../../demo/src/main.ts', import.meta.url));
const START_PATIENCE_MS = 120_000;
const POLL_MS = 250;

export interface RunningDemo {
  process: ServerProcess;
  url: string;
  /** Its own folder for temporary files. */
  temp: string;
  /** Milliseconds from the start of the process until the address stood in the terminal. */
  upAfterMs: number;
  state(): Promise<DemoState>;
  /** Asks again and again until `wanted` is true of the state; throws after `patienceMs`. */
  until(what: string, wanted: (state: DemoState) => boolean, patienceMs: number): Promise<DemoState>;
}

/** Starts the demo as `npm run demo` does, on a free port and without a browser, and waits for its address. */
export async function startDemo(args: string[]): Promise<RunningDemo> {
  const begin = Date.now();
  const temp = mkdtempSync(path.join(tmpdir(), 'lapwing-demo-test-'));
  const all = [MAIN, '--no-open', '--port', '0', ...args];
  const child = new ServerProcess('demo', process.execPath, all, { TMPDIR: temp });
  const url = await addressOf(child).catch((error: unknown) => {
    rmSync(temp, { recursive: true, force: true });
    throw error;
  });
  const upAfterMs = Date.now() - begin;

  const state = async (): Promise<DemoState> => {
    const answer = await fetch(`${url}/shop/state`);
    return (await answer.json()) as DemoState;
  };
  const until: RunningDemo['until'] = async (what, wanted, patienceMs) => {
    const late = Date.now() + patienceMs;
    for (;;) {
      if (!child.running) throw new Error(`the demo ended:\n${child.output}`);
      const now = await state();
      if (wanted(now)) return now;
      if (Date.now() > late) {
        throw new Error(
          `${what}: not within ${patienceMs / 1000} s; ${JSON.stringify(now)}\n${child.output}`,
        );
      }
      await sleep(POLL_MS);
    }
  };
  return { process: child, url, temp, upAfterMs, state, until };
}

async function addressOf(child: ServerProcess): Promise<string> {
  const late = Date.now() + START_PATIENCE_MS;
  for (;;) {
    const [, url] = /Lapwing demo: (http:\S+)/.exec(child.output) ?? [];
    if (url !== undefined) return url;
    if (!child.running) throw new Error(`the demo ended while starting:\n${child.output}`);
    if (Date.now() > late) {
      await child.stop();
      throw new Error(`the demo told no address:\n${child.output}`);
    }
    await sleep(POLL_MS);
  }
}
