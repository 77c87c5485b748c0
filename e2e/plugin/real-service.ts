import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Anomaly, IngestBody } from '@lapwing/contract';
import { ServerProcess, freePorts, waitUntilReady } from '../servers/index.ts';

const LAPWING = path.resolve(import.meta.dirname, '../../scoring-service/src/cli/lapwing.ts');
const START_PATIENCE_MS = 60_000;
const FOUND_PATIENCE_MS = 120_000;

export const EDITOR_KEY = 'lpw_plugin-test-editor-key-000000000000000000';
export const VIEWER_KEY = 'lpw_plugin-test-viewer-key-000000000000000000';

export interface RealService {
  url: string;
  send: (body: IngestBody) => Promise<void>;
  /** The answer to a path. */
  get: <T>(place: string) => Promise<T>;
  /** Waits until an anomaly is there that `wanted` is true of. */
  found: (wanted: (anomaly: Anomaly) => boolean) => Promise<Anomaly>;
  stop: () => Promise<void>;
}

/** `lapwing serve` with one detector on what it is sent, in a folder of its own. `more` goes into its configuration. */
export async function startRealService(more: object = {}): Promise<RealService> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lapwing-plugin-'));
  const [port] = await freePorts(1);
  const config = {
    server: { host: '127.0.0.1', port, rate_limits: { requests: 10_000, secrets: 10 } },
    data: { folder: path.join(folder, 'data'), retention: '14d' },
    auth: {
      api_keys: [
        { name: 'editor', role: 'editor', key: EDITOR_KEY },
        { name: 'plugin', role: 'viewer', key: VIEWER_KEY },
      ],
    },
    ingest: { enabled: false, keep: '14d' },
    detectors: [
      {
        id: 'orders',
        name: 'Orders',
        source: 'ingest',
        kind: 'metric',
        query: { type: 'ingest', match: { metric: 'orders' } },
        interval: '1m',
        delay: '1s',
        history: '7d',
      },
    ],
    ...more,
  };
  const file = path.join(folder, 'lapwing.yaml');
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  const server = new ServerProcess('lapwing', process.execPath, [LAPWING, 'serve', '--config', file]);
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(server, async () => (await fetch(`${url}/api/health`)).ok, START_PATIENCE_MS);
  const headers = { authorization: `Bearer ${EDITOR_KEY}`, 'content-type': 'application/json' };
  return {
    url,
    send: async (body) => {
      const answer = await fetch(`${url}/api/v1/metrics/ingest`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`ingest answered ${answer.status}: ${await answer.text()}`);
    },
    get: async <T>(place: string) => {
      const answer = await fetch(`${url}${place}`, { headers });
      if (!answer.ok) throw new Error(`${place} answered ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as T;
    },
    found: async (wanted) => {
      const late = Date.now() + FOUND_PATIENCE_MS;
      for (;;) {
        const answer = await fetch(`${url}/api/v1/anomalies?limit=500`, { headers });
        const { items } = (await answer.json()) as { items: Anomaly[] };
        const anomaly = items.find(wanted);
        if (anomaly) return anomaly;
        if (Date.now() > late) throw new Error(`not found among ${JSON.stringify(items)}\n${server.output}`);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
