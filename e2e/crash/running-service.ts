import { fileURLToPath } from 'node:url';
import type { Health } from '@lapwing/contract';
import { ServerProcess, waitUntilReady } from '../servers/index.ts';

const LAPWING = fileURLToPath(new URL('../../scoring-service/src/cli/lapwing.ts', import.meta.url));
const START_PATIENCE_MS = 120_000;

/** `lapwing serve` as a process of its own. */
export class RunningService {
  readonly url: string;
  readonly key: string;
  readonly process: ServerProcess;

  constructor(config: string, port: number, key: string) {
    this.url = `http://127.0.0.1:${port}`;
    this.key = key;
    this.process = new ServerProcess('lapwing', process.execPath, [LAPWING, 'serve', '--config', config]);
  }

  async up(): Promise<void> {
    await waitUntilReady(
      this.process,
      async () => (await fetch(`${this.url}/api/health`)).ok,
      START_PATIENCE_MS,
    );
  }

  async health(): Promise<Health> {
    return (await (await fetch(`${this.url}/api/health`)).json()) as Health;
  }

  /** The answer's status, undefined when nobody answered. */
  async ingest(body: object): Promise<number | undefined> {
    try {
      const answer = await fetch(`${this.url}/api/v1/metrics/ingest`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      await answer.text();
      return answer.status;
    } catch (error) {
      // Killed before or while it answered: the sender sends it again, as a sender does.
      if (error instanceof TypeError) return undefined;
      throw error;
    }
  }
}
