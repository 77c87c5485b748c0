import { serviceOf } from '../nezha/pods.ts';
import type { LogLine } from '../nezha/logs.ts';
import type { WrittenSeries } from '../servers/index.ts';
import { FROM, INTERVAL_MS, LOG_COUNT, LOG_ERRORS, METRIC_DETECTORS, UNTIL } from './detectors.ts';

/** Readings by signal (`detector key=value,…`, keys sorted) and by the start of their interval (epoch ms). */
export type Readings = Map<string, Map<number, number>>;

/** How long Prometheus takes a sample for the newest value. */
const LOOKBACK_MS = 300_000;
/** A word as OpenSearch's standard analyzer cuts it. */
const ERROR_WORD = /(?<!\w)error(?!\w)/i;

export function signalKey(detector: string, labels: Record<string, string>): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${detector} ${sorted.map(([name, value]) => `${name}=${value}`).join()}`;
}

/** What the metric detectors must read, from the samples of the files by Prometheus' own rule. */
export function metricReadings(all: WrittenSeries[]): Readings {
  const readings: Readings = new Map();
  for (const { id, metric } of METRIC_DETECTORS) {
    for (const { labels, samples } of all.filter((series) => series.labels['__name__'] === metric)) {
      const { __name__: name, ...rest } = labels;
      const service = rest['pod'] === undefined ? {} : { service: serviceOf(rest['pod']) };
      const values = new Map<number, number>();
      for (let t = FROM, i = -1; t < UNTIL; t += INTERVAL_MS) {
        while (i + 1 < samples.length && samples[i + 1][0] <= t) i++;
        const [time, value] = samples[i] ?? [-Infinity, NaN];
        if (t - time < LOOKBACK_MS && Number.isFinite(value)) values.set(t, Number(value));
      }
      if (values.size > 0) readings.set(signalKey(id, { ...rest, ...service, metric: name }), values);
    }
  }
  return readings;
}

/** Counts log lines as they pass by: how many each service wrote in each minute, and how many of them tell of an error. */
export class LogCounts {
  readonly #lines = new Map<string, Map<number, { all: number; errors: number }>>();

  add({ time, pod, fields }: LogLine): void {
    const service = serviceOf(pod);
    const minute = Math.floor(time / INTERVAL_MS) * INTERVAL_MS;
    const ofService = this.#lines.get(service) ?? new Map<number, { all: number; errors: number }>();
    this.#lines.set(service, ofService);
    const counts = ofService.get(minute) ?? { all: 0, errors: 0 };
    ofService.set(minute, counts);
    counts.all++;
    if (ERROR_WORD.test(fields.log)) counts.errors++;
  }

  /**
   * What the log detectors must read: lines a minute, zero from the first line on where there is none; and the share
   * of errors, which a minute without lines does not have.
   */
  readings(): Readings {
    const readings: Readings = new Map();
    for (const [service, minutes] of this.#lines) {
      const counted = new Map<number, number>();
      const first = Math.min(...minutes.keys());
      for (let t = first; t < UNTIL; t += INTERVAL_MS) counted.set(t, minutes.get(t)?.all ?? 0);
      readings.set(signalKey(LOG_COUNT.id, { service, ...LOG_COUNT.labels }), counted);
      const shares = new Map([...minutes].map(([t, { all, errors }]) => [t, errors / all]));
      readings.set(signalKey(LOG_ERRORS.id, { service, ...LOG_ERRORS.labels }), shares);
    }
    return readings;
  }
}

export function countReadings(readings: Readings): number {
  return [...readings.values()].reduce((sum, values) => sum + values.size, 0);
}
