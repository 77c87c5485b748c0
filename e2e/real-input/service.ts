import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Anomaly, Health, type DetectorInput } from '@lapwing/contract';
import { z } from 'zod';
import { freePorts, ServerProcess, waitUntilReady } from '../servers/index.ts';

const LAPWING = path.resolve(import.meta.dirname, '../../scoring-service/src/cli/lapwing.ts');
const KEY = 'lpw_real-input-editor-key-0123456789abcdef';
const START_PATIENCE_MS = 60_000;
const POLL_MS = 100;
/** A connection that is kept may be closed by the service at the moment at which a busy machine comes to use it again. */
const ONCE = { connection: 'close' };
/** How the health of a detector begins that met an error nobody foresaw: waiting would not help. */
const UNFORESEEN = 'failed: ';
const AnomalyPage = z.object({ items: z.array(Anomaly), next: z.string().nullable() });

export interface RunningService {
  health(): Promise<Health>;
  /** Asks again and again until `check` is true; throws after `patienceMs`, and as soon as a detector has failed. */
  until(what: string, patienceMs: number, check: () => Promise<boolean>): Promise<void>;
  /** Resolves when every detector has scored all of its span and OpenSearch has got all of it. */
  done(patienceMs: number): Promise<void>;
  /** Sends JSON; throws on any answer that is not a success. */
  post(path: string, body: unknown): Promise<void>;
  /** Ids of all anomalies that its API tells of, sorted. */
  anomalyIds(): Promise<string[]>;
  /** The most memory it ever held, bytes. */
  peakMemory(): number;
  stop(): Promise<void>;
}

/** `lapwing serve` on a data folder of its own; `more`: sections of its configuration. */
export async function startLapwing(
  servers: { opensearch: string; prometheus: string },
  detectors: DetectorInput[],
  more: object = {},
): Promise<RunningService> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-real-input-'));
  const [port] = await freePorts(1);
  const config = path.join(folder, 'lapwing.yaml');
  // JSON is YAML.
  writeFileSync(config, JSON.stringify({ ...settings(port, servers, detectors), ...more }, null, 2));
  const child = new ServerProcess('lapwing', process.execPath, [LAPWING, 'serve', '--config', config]);
  const url = `http://127.0.0.1:${port}`;

  const get = async (pathAndQuery: string): Promise<unknown> => {
    const answer = await fetch(url + pathAndQuery, { headers: { authorization: `Bearer ${KEY}`, ...ONCE } });
    if (!answer.ok) throw new Error(`${pathAndQuery}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const health = async (): Promise<Health> => Health.parse(await get('/api/health'));
  const until: RunningService['until'] = async (what, patienceMs, check) => {
    const late = Date.now() + patienceMs;
    while (!(await check())) {
      if (!child.running) throw new Error(`${what}: lapwing ended:\n${child.output}`);
      const parts = (await health()).parts.filter(({ status }) => status !== 'ok');
      const broken = parts.some(({ reason }) => reason.startsWith(UNFORESEEN));
      if (broken || Date.now() > late) {
        throw new Error(`${what}: no. ${JSON.stringify(parts, null, 1)}\n${child.output}`);
      }
      await sleep(POLL_MS);
    }
  };
  await waitUntilReady(child, async () => (await health()).version !== '', START_PATIENCE_MS);

  return {
    health,
    async post(to, body) {
      const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...ONCE };
      const answer = await fetch(url + to, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${to}: ${answer.status} ${await answer.text()}`);
    },
    async anomalyIds() {
      const ids: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
        const page = AnomalyPage.parse(
          await get(`/api/v1/anomalies?start_time=2023-01-01T00:00:00Z&limit=500${cursor}`),
        );
        ids.push(...page.items.map(({ id }) => id));
        next = page.next;
      }
      return ids.sort();
    },
    until,
    done: (patienceMs) =>
      until('every detector is done and written', patienceMs, async () => {
        const { parts } = await health();
        return parts.every(
          ({ kind, status, lag_seconds: lag }) =>
            (kind !== 'detector' && kind !== 'writer') || (status === 'ok' && (lag ?? 0) === 0),
        );
      }),
    peakMemory: () =>
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
    async stop() {
      await child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function settings(
  port: number,
  servers: { opensearch: string; prometheus: string },
  detectors: DetectorInput[],
): object {
  return {
    server: { port },
    // The day is years ago: by the usual ages it would be removed as it comes.
    data: { folder: './data', retention: '520w' },
    auth: { api_keys: [{ name: 'test', role: 'editor', key: KEY }] },
    sources: {
      logs: { type: 'opensearch', url: servers.opensearch },
      metrics: { type: 'prometheus', url: servers.prometheus },
    },
    output: { opensearch: { url: servers.opensearch, retention_days: 3650 } },
    ingest: { enabled: false },
    detectors,
  };
}
