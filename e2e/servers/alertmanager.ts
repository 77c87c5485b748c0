import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from './ports.ts';
import { ServerProcess, waitUntilReady } from './process.ts';

const START_PATIENCE_MS = 30_000;

interface AlertmanagerAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string;
  generatorURL: string;
  status: { state: string };
}

interface AlertmanagerOptions {
  /** Where it sends what it groups by `lapwing_id`; nowhere when absent. */
  webhook?: string;
  /** A password that its API asks for (bcrypt), by user. */
  users?: Record<string, string>;
}

export interface RunningAlertmanager {
  readonly url: string;
  /** Those that are not over. */
  alerts(): Promise<AlertmanagerAlert[]>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/** Starts a real Alertmanager (Debian's). */
export async function startAlertmanager(options: AlertmanagerOptions = {}): Promise<RunningAlertmanager> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-alertmanager-'));
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const config = path.join(folder, 'alertmanager.yml');
  const web = path.join(folder, 'web.yml');
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(configuration(options)));
  writeFileSync(web, JSON.stringify(options.users ? { basic_auth_users: options.users } : {}));

  const launch = async () => {
    const server = new ServerProcess('Alertmanager', 'prometheus-alertmanager', [
      `--config.file=${config}`,
      `--storage.path=${path.join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      `--web.config.file=${web}`,
      // One by itself: no other one is looked for.
      '--cluster.listen-address=',
    ]);
    const there = async () => [200, 401].includes((await fetch(`${url}/-/ready`)).status);
    await waitUntilReady(server, there, START_PATIENCE_MS);
    return server;
  };
  let server = await launch();

  return {
    url,
    async alerts() {
      const answer = await fetch(`${url}/api/v2/alerts`);
      if (!answer.ok) throw new Error(`alerts: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as AlertmanagerAlert[];
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    kill: () => server.kill(),
    async restart() {
      await server.stop();
      server = await launch();
    },
  };
}

function configuration({ webhook }: AlertmanagerOptions) {
  return {
    route: {
      receiver: 'test',
      group_by: ['lapwing_id'],
      group_wait: '1s',
      group_interval: '1s',
      repeat_interval: '4h',
    },
    receivers: [
      { name: 'test', ...(webhook && { webhook_configs: [{ url: webhook, send_resolved: true }] }) },
    ],
  };
}
