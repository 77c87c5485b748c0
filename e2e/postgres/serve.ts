import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RunningService } from '../crash/running-service.ts';
import { freePorts } from '../servers/index.ts';

const KEY = 'lpw_postgres_0123456789abcdef0123456789';

interface Answer {
  status: number;
  body: unknown;
}

export interface Served {
  readonly folder: string;
  readonly service: RunningService;
  api(method: string, apiPath: string, body?: object): Promise<Answer>;
  /** Ends the process and forgets its data folder. */
  lose(): Promise<void>;
}

/** A configuration whose administration is copied there; with a password, from a file of its own. */
export async function newFolder(
  url: string,
  schema: string,
  password?: string,
): Promise<{ folder: string; file: string; port: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-postgres-data-'));
  const [port] = await freePorts(1);
  const secret = path.join(folder, 'password');
  if (password !== undefined) writeFileSync(secret, `${password}\n`);
  const config = {
    server: { port },
    data: {
      folder,
      postgres: { url, schema, ...(password !== undefined && { password: `file:${secret}` }) },
    },
    auth: {
      api_keys: [{ name: 'test', role: 'admin', key: KEY }],
      admin_password: 'a long password of the admin',
    },
    log: { level: 'warn' },
  };
  const file = path.join(folder, 'lapwing.yaml');
  writeFileSync(file, JSON.stringify(config));
  return { folder, file, port };
}

/** `lapwing serve` on that folder. */
export async function serve({
  folder,
  file,
  port,
}: {
  folder: string;
  file: string;
  port: number;
}): Promise<Served> {
  const service = new RunningService(file, port, KEY);
  await service.up();
  return {
    folder,
    service,
    async api(method, apiPath, body) {
      const answer = await fetch(service.url + apiPath, {
        method,
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    async lose() {
      await service.process.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
