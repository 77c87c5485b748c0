import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CallGraph, ScoreSeries, Signal, TraceExample } from '@lapwing/contract';
import { z } from 'zod';
import { freePorts, ServerProcess, waitUntilReady } from '../servers/index.ts';

const MAIN = path.resolve(import.meta.dirname, '../../scoring-service/src/cli/lapwing.ts');
export const KEY = 'lpw_traces-editor-key-0123456789abcdef';
const START_PATIENCE_MS = 60_000;
const POLL_MS = 100;
/** Short enough that no row of the answer stands for several intervals. */
const HOUR_MS = 3_600_000;
const Signals = z.object({ items: z.array(Signal) });
const Examples = z.object({ items: z.array(TraceExample) });

export interface RunningLapwing {
  url: string;
  process: () => ServerProcess;
  get(pathAndQuery: string): Promise<unknown>;
  signals(query?: string): Promise<Signal[]>;
  /** [epoch ms, reading] pairs of the signal with these labels; undefined while it is not known. */
  readings(labels: Record<string, string>): Promise<[number, number][] | undefined>;
  callGraph(): Promise<CallGraph>;
  examples(query: string): Promise<TraceExample[]>;
  until(what: string, patienceMs: number, check: () => Promise<boolean>): Promise<void>;
  /** Ends it as a power cut would, and starts it again on the same folder. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** `lapwing serve` on a data folder of its own, with `settings` beside what every test needs. */
export async function startLapwing(settings: object): Promise<RunningLapwing> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-traces-'));
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const config = path.join(folder, 'lapwing.yaml');
  const common = {
    ...{ server: { port }, data: { folder: './data' } },
    auth: { api_keys: [{ name: 'test', role: 'editor', key: KEY }] },
  };
  // JSON is YAML.
  writeFileSync(config, JSON.stringify({ ...common, ...settings }));
  const launch = async (): Promise<ServerProcess> => {
    const server = new ServerProcess('lapwing', process.execPath, [MAIN, 'serve', '--config', config]);
    await waitUntilReady(server, async () => (await fetch(`${url}/api/health`)).ok, START_PATIENCE_MS);
    return server;
  };
  let server = await launch();

  const get = async (pathAndQuery: string): Promise<unknown> => {
    const answer = await fetch(url + pathAndQuery, { headers: { authorization: `Bearer ${KEY}` } });
    if (!answer.ok) throw new Error(`${pathAndQuery}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const signals = async (query = ''): Promise<Signal[]> =>
    Signals.parse(await get(`/api/v1/signals?limit=1000${query}`)).items;
  return {
    ...{ url, get, signals, process: () => server },
    async readings(labels) {
      const query = Object.entries(labels).map(
        ([key, value]) => `&label=${encodeURIComponent(`${key}=${value}`)}`,
      );
      const found = (await signals(query.join(''))).filter(
        (signal) => Object.keys(signal.labels).length === Object.keys(labels).length,
      );
      if (found.length === 0) return undefined;
      const now = Date.now();
      const range = `points=16000&start_time=${now - HOUR_MS}&end_time=${now}`;
      const answer = await get(`/api/v1/signals/${found[0].id}/scores?${range}`);
      const { time, value } = ScoreSeries.parse(answer);
      return time.flatMap((at, i): [number, number][] => (value[i] === null ? [] : [[at, value[i]]]));
    },
    callGraph: async () => CallGraph.parse(await get('/api/v1/call-graph')),
    examples: async (query) => Examples.parse(await get(`/api/v1/traces/examples?${query}`)).items,
    async until(what, patienceMs, check) {
      const late = Date.now() + patienceMs;
      while (!(await check())) {
        if (!server.running || Date.now() > late) {
          throw new Error(`${what}: no.\n${JSON.stringify(await get('/api/health'))}\n${server.output}`);
        }
        await sleep(POLL_MS);
      }
    },
    async killAndRestart() {
      await server.kill();
      server = await launch();
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
