import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSearchClassPath } from './opensearch-files.ts';
import { freePorts } from './ports.ts';
import { ServerProcess, waitUntilReady } from './process.ts';

/** Green in 25 to 29 s on a busy machine of two cores. */
const START_PATIENCE_MS = 180_000;
const BULK_DOCUMENTS = 5_000;

export interface RunningOpenSearch {
  /** `http://127.0.0.1:PORT`, the same after a restart. */
  readonly url: string;
  readonly dataFolder: string;
  /** Ends it in order and removes its data. */
  stop(): Promise<void>;
  /** Ends it in order; the data stay for `restart`. */
  halt(): Promise<void>;
  /** Ends it as a power cut would; the data stay for `restart`. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port (about 25 s). */
  restart(): Promise<void>;
  /** Takes connections and answers none until `thaw`. */
  freeze(): Promise<void>;
  thaw(): void;
  /** One request; JSON in, JSON out. Throws on any answer that is not a success. */
  request(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** Indexes documents in bulk and refreshes; `id` names the document, so that a repeat overwrites. */
  index(index: string, documents: Iterable<object>, id?: (document: object) => string): Promise<void>;
}

/** Starts a real OpenSearch 2.19 node (Java 17, heap 1 GB). `settings` are node settings. */
export async function startOpenSearch(settings: Record<string, string> = {}): Promise<RunningOpenSearch> {
  const classPath = await openSearchClassPath();
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'lapwing-opensearch-'));
  const [http, transport] = await freePorts(2);
  const url = `http://127.0.0.1:${http}`;
  const given = Object.entries(settings).map(([key, value]) => `${key}=${value}`);

  const launch = async () => {
    const server = new ServerProcess('OpenSearch', 'java', [
      ...['-Xms1g', '-Xmx1g', '-cp', classPath, 'Main', dataFolder, String(http), String(transport)],
      ...given,
    ]);
    await waitUntilReady(
      server,
      async () => {
        const answer = await fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=2s`);
        return answer.ok && ((await answer.json()) as { timed_out: boolean }).timed_out === false;
      },
      START_PATIENCE_MS,
    );
    return server;
  };
  let server = await launch();

  async function request(method: string, requestPath: string, body?: unknown) {
    const text = typeof body === 'string' ? body : body === undefined ? null : JSON.stringify(body);
    const type = typeof body === 'string' ? 'application/x-ndjson' : 'application/json';
    const answer = await fetch(url + requestPath, { method, body: text, headers: { 'content-type': type } });
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${requestPath}: ${answer.status} ${said}`);
    return (said.startsWith('{') ? JSON.parse(said) : { text: said }) as Record<string, unknown>;
  }

  async function bulk(lines: string[]) {
    const answer = await request('POST', '/_bulk', `${lines.join('\n')}\n`);
    if (answer['errors']) throw new Error(`bulk: ${JSON.stringify(answer).slice(0, 2000)}`);
  }

  return {
    url,
    dataFolder,
    request,
    async index(index, documents, id) {
      let lines: string[] = [];
      for (const document of documents) {
        const action = { _index: index, ...(id ? { _id: id(document) } : {}) };
        lines.push(JSON.stringify({ index: action }), JSON.stringify(document));
        if (lines.length === 2 * BULK_DOCUMENTS) {
          await bulk(lines);
          lines = [];
        }
      }
      if (lines.length > 0) await bulk(lines);
      await request('POST', `/${index}/_refresh`);
    },
    async stop() {
      server.thaw();
      await server.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
    halt: () => server.stop(),
    kill: () => server.kill(),
    async restart() {
      await server.stop();
      server = await launch();
    },
    freeze: () => server.freeze(),
    thaw: () => server.thaw(),
  };
}
