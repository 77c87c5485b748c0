import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from './ports.ts';
import { ServerProcess, waitUntilReady } from './process.ts';
import { encodeWriteRequest, type WrittenSeries } from './remote-write.ts';
import { seriesNotThere } from './series-not-there.ts';

const START_PATIENCE_MS = 30_000;
/** Samples a request: some megabytes, and well within what the server takes at once. */
const WRITE_SAMPLES = 20_000;

interface ScrapeTarget {
  job: string;
  /** `127.0.0.1:PORT` */
  target: string;
  /** `/metrics` when absent. */
  path?: string;
}
interface PrometheusOptions {
  scrape?: ScrapeTarget[];
  /** `1s` when absent. */
  scrapeInterval?: string;
  /** How much older than the newest sample a written sample may be; `400d` when absent. */
  outOfOrderWindow?: string;
  flags?: string[];
}

export interface RunningPrometheus {
  readonly url: string;
  readonly dataFolder: string;
  /** Ends it in order and removes its data. */
  stop(): Promise<void>;
  halt(): Promise<void>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  freeze(): Promise<void>;
  thaw(): void;
  /** Writes history by remote write; can be queried at once. Times in epoch milliseconds, any order, any age. */
  write(series: Iterable<WrittenSeries>): Promise<void>;
  /** GET of an API path, e.g. `/api/v1/query?query=up`; gives `data`. */
  api(pathAndQuery: string): Promise<unknown>;
}

/** Starts a real Prometheus (Debian's) with remote write, scraping nothing unless told to. */
export async function startPrometheus(options: PrometheusOptions = {}): Promise<RunningPrometheus> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'lapwing-prometheus-'));
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const config = path.join(dataFolder, 'prometheus.yml');
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(configuration(options), null, 2));

  const launch = async () => {
    const server = new ServerProcess('Prometheus', 'prometheus', [
      `--config.file=${config}`,
      `--storage.tsdb.path=${path.join(dataFolder, 'data')}`,
      // Tests bring data of any age: none may leave by retention.
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-remote-write-receiver',
      '--enable-feature=native-histograms,exemplar-storage',
      ...(options.flags ?? []),
    ]);
    await waitUntilReady(server, async () => (await fetch(`${url}/-/ready`)).ok, START_PATIENCE_MS);
    return server;
  };
  let server = await launch();

  async function send(series: WrittenSeries[]) {
    const answer = await fetch(`${url}/api/v1/write`, {
      method: 'POST',
      body: new Uint8Array(encodeWriteRequest(series)),
      headers: {
        'content-encoding': 'snappy',
        'content-type': 'application/x-protobuf',
        'x-prometheus-remote-write-version': '0.1.0',
      },
    });
    if (!answer.ok) throw new Error(`remote write: ${answer.status} ${await answer.text()}`);
  }

  async function sendAll(series: readonly WrittenSeries[]) {
    let batch: WrittenSeries[] = [];
    let samples = 0;
    for (const one of series) {
      for (let at = 0; at < one.samples.length; at += WRITE_SAMPLES) {
        const part = one.samples.slice(at, at + WRITE_SAMPLES);
        batch.push({ labels: one.labels, samples: part });
        samples += part.length;
        if (samples < WRITE_SAMPLES) continue;
        await send(batch);
        batch = [];
        samples = 0;
      }
    }
    if (batch.length > 0) await send(batch);
  }

  async function api(pathAndQuery: string): Promise<unknown> {
    const answer = await fetch(url + pathAndQuery);
    const body = (await answer.json()) as { status: string; data: unknown; error?: string };
    if (body.status !== 'success') throw new Error(`${pathAndQuery}: ${answer.status} ${body.error}`);
    return body.data;
  }

  return {
    url,
    dataFolder,
    async write(series) {
      const all = [...series];
      await sendAll(all);
      const lost = await seriesNotThere(all, api);
      if (lost.length === 0) return;
      await sendAll(lost);
      const still = await seriesNotThere(lost, api);
      if (still.length > 0) throw new Error(`Prometheus keeps losing ${JSON.stringify(still[0].labels)}`);
    },
    api,
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

function configuration({ scrape = [], scrapeInterval = '1s', outOfOrderWindow = '400d' }: PrometheusOptions) {
  return {
    global: { scrape_interval: scrapeInterval, scrape_timeout: scrapeInterval },
    storage: { tsdb: { out_of_order_time_window: outOfOrderWindow } },
    scrape_configs: scrape.map(({ job, target, path: metricsPath = '/metrics' }) => ({
      job_name: job,
      metrics_path: metricsPath,
      static_configs: [{ targets: [target] }],
    })),
  };
}
