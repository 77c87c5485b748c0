import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ServerProcess } from '../servers/index.ts';

const MAIN = fileURLToPath(new URL('../../scoring-service/src/cli/lapwing.ts', import.meta.url));
const START_PATIENCE_MS = 60_000;
const POLL_MS = 100;

export interface RunningService {
  process: ServerProcess;
  url: string;
  /** The first admin's password, if this start told one. */
  password: string | undefined;
}

/** Starts `lapwing serve` as a person would, on a free port, and waits until it says its address. */
export async function startLapwing(config: string): Promise<RunningService> {
  const process_ = new ServerProcess('lapwing', process.execPath, [MAIN, 'serve', '--config', config]);
  const late = Date.now() + START_PATIENCE_MS;
  for (;;) {
    const [, url] = /"url":"(http:[^"]+)"/.exec(process_.output) ?? [];
    if (url !== undefined) {
      const [, password] = /with the password\s+(\S+)/.exec(process_.output) ?? [];
      return { process: process_, url, password };
    }
    if (!process_.running || Date.now() > late) {
      await process_.stop();
      throw new Error(`lapwing did not start:\n${process_.output}`);
    }
    await sleep(POLL_MS);
  }
}
