import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { durationSeconds, type DetectorInput } from '@lapwing/contract';

export interface ServiceSetup {
  /** Folder for the configuration and all that the service keeps. */
  data: string;
  port: number;
  /** API key with the editor's role. */
  key: string;
  detectors: DetectorInput[];
}

/** Readings and scores outlast the longest history by this. */
const DAYS_TO_SPARE = 2;
const FEWEST_DAYS_KEPT = 7;
/** Of the page in every browser tab, and of the past that is being sent. */
const REQUESTS_A_MINUTE = 20_000;

/** Writes the configuration of a service of our own and returns the file. */
export async function writeServiceConfig({ data, port, key, detectors }: ServiceSetup): Promise<string> {
  const days = Math.max(
    FEWEST_DAYS_KEPT,
    ...detectors.map(({ history = '0d' }) => Math.ceil(durationSeconds(history) / 86_400) + DAYS_TO_SPARE),
  );
  const config = {
    server: { host: '127.0.0.1', port, rate_limits: { requests: REQUESTS_A_MINUTE, secrets: 10 } },
    data: { folder: path.join(data, 'data'), retention: `${days}d` },
    auth: { api_keys: [{ name: 'demo', role: 'editor', key }] },
    // Every reading of ours has a detector: the one for all others would only double the work.
    ingest: { enabled: false, keep: `${days}d` },
    // Calls have a detector of ours too, and are counted by its interval.
    traces: { enabled: false, ...callSettings(detectors) },
    behaviour: behaviourSettings(detectors),
    detectors,
  };
  const file = path.join(data, 'lapwing.yaml');
  // JSON is YAML. Only its owner may read it, for the key stands in it.
  await writeFile(file, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
  return file;
}

/** Calls are counted by the detector's interval, whatever that is. */
function callSettings(detectors: readonly DetectorInput[]): { resolution?: string } {
  const interval = detectors.find(({ query }) => query.type === 'traces')?.interval;
  return interval === undefined ? {} : { resolution: interval };
}

/** What happens in requests is compared by the interval of calls; files tell of none. */
function behaviourSettings(detectors: readonly DetectorInput[]): { enabled: boolean; interval?: string } {
  const { resolution } = callSettings(detectors);
  return resolution === undefined ? { enabled: false } : { enabled: true, interval: resolution };
}
