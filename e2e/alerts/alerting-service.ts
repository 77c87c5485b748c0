import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { RunningService } from '../crash/running-service.ts';
import { freePorts } from '../servers/index.ts';

const KEY = 'lpw_alerts_0123456789abcdef0123456789';

export interface AlertingService {
  readonly folder: string;
  readonly output: () => string;
  start(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  api(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }>;
  end(): Promise<void>;
}

/** `lapwing serve` on a data folder of its own, with this `alerts` section. */
export async function alertingService(alerts: object): Promise<AlertingService> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-alerts-'));
  const [port] = await freePorts(1);
  const file = path.join(folder, 'lapwing.yaml');
  const config = {
    server: { port },
    data: { folder },
    auth: { api_keys: [{ name: 'test', role: 'editor', key: KEY }], admin_password: 'of no use to anybody' },
    alerts,
  };
  writeFileSync(file, JSON.stringify(config));
  let service: RunningService | undefined;
  let printed = '';
  const over = async (how: 'stop' | 'kill'): Promise<void> => {
    await service?.process[how]();
    printed += service?.process.output ?? '';
    service = undefined;
  };
  return {
    folder,
    output: () => printed + (service?.process.output ?? ''),
    async start() {
      service = new RunningService(file, port, KEY);
      await service.up();
    },
    stop: () => over('stop'),
    kill: () => over('kill'),
    async api(method, apiPath, body) {
      const answer = await fetch(`http://127.0.0.1:${port}${apiPath}`, {
        method,
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    async end() {
      await over('stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const Totals = z.object({ total: z.number() });

/** How many notifications have a status. */
export async function count(service: AlertingService, query: string): Promise<number> {
  const { body } = await service.api('GET', `/api/v1/notifications?${query}`);
  return Totals.parse(body).total;
}

/** Waits until `holds`, or fails saying `what`. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patienceMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`still not so: ${what}`);
    await sleep(100);
  }
}
