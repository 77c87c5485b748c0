import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Detector, type Anomaly, type DetectorInput, type Labels } from '@lapwing/contract';
import type { PulledChunk, Source, TimeRange } from '../sources/source.ts';
import { openStores, type Stores } from '../stores/open-stores.ts';

export const MINUTE_MS = 60_000;

export function minutely(more: Partial<DetectorInput> = {}): Detector {
  return Detector.parse({
    ...{ id: 'd', name: 'D', source: 'made', kind: 'metric' },
    query: { type: 'prometheus', expr: 'up' },
    history: '1d',
    ...more,
  });
}

/** The reading of signal `s` in minute `m` since the epoch; undefined where it has none. */
export type Readings = (signal: number, minute: number) => number | undefined;

/** A source whose readings are a function of their time, in chunks of `chunkMinutes`. */
export class MadeSource implements Source {
  readonly name = 'made';
  readonly pulled: TimeRange[] = [];
  absent: PulledChunk['absent'] = 'gap';
  failure: Error | undefined;
  readonly #signals: number;
  readonly #readings: Readings;
  readonly #chunkMinutes: number;

  constructor(signals: number, readings: Readings, chunkMinutes = 500) {
    this.#signals = signals;
    this.#readings = readings;
    this.#chunkMinutes = chunkMinutes;
  }

  async *pull(_: Detector, range: TimeRange, signal: AbortSignal): AsyncGenerator<PulledChunk> {
    this.pulled.push(range);
    const length = this.#chunkMinutes * MINUTE_MS;
    for (let from = range.from; from < range.to; from += length) {
      if (this.failure !== undefined) throw this.failure;
      signal.throwIfAborted();
      const to = Math.min(range.to, from + length);
      const series = Array.from({ length: this.#signals }, (__, s) => this.#series(s, from, to));
      yield await Promise.resolve({ range: { from, to }, series, absent: this.absent, warnings: [] });
    }
  }
  check(): never {
    throw new Error('nobody asks');
  }
  health(): never {
    throw new Error('nobody asks');
  }
  close(): Promise<void> {
    return Promise.resolve();
  }

  #series(s: number, from: number, to: number) {
    const found: [number, number][] = [];
    for (let time = from; time < to; time += MINUTE_MS) {
      const value = this.#readings(s, time / MINUTE_MS);
      if (value !== undefined) found.push([time, value]);
    }
    const labels: Labels = { service: `s${s}` };
    return {
      labels,
      times: Float64Array.from(found, ([time]) => time),
      values: Float64Array.from(found, ([, value]) => value),
    };
  }
}

/** A wave with a repeatable roughness, and a step of 500 where `broken` says so. */
export function wave(broken: (signal: number, minute: number) => boolean = () => false): Readings {
  return (signal, minute) => {
    const rough = Math.abs(Math.sin((signal + 1) * 12.9898 + minute * 78.233) * 43758.5453) % 1;
    return (
      100 + 20 * Math.sin((minute / 1440) * 2 * Math.PI) + 10 * rough + (broken(signal, minute) ? 500 : 0)
    );
  };
}

/** Real stores in a folder of their own. */
export function testStores(): { stores: Stores; folder: string; reopen: () => Stores; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-pipeline-'));
  const open = (): Stores => openStores(folder, { now: Date.now, onSetAside: () => undefined });
  let stores = open();
  return {
    stores,
    folder,
    reopen() {
      stores.close();
      stores = open();
      return stores;
    },
    remove() {
      stores.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Every stored score as text, by time and signal: a difference stands in one line. */
export function allScores({ scores }: Stores): string[] {
  return scores
    .scoresAfter(0, 1_000_000)
    .sort((a, b) => a.time - b.time || (a.signal.id < b.signal.id ? -1 : 1))
    .map(({ signal, time, value, score, pValue, news, expected, lower, upper }) =>
      [signal.labels['service'], time, value, score, pValue, news, expected, lower, upper].join(),
    );
}

/** Times and values of the stored scores, by time. */
export function allReadings({ scores }: Stores): { time: number; value: number }[] {
  return scores
    .scoresAfter(0, 1_000_000)
    .map(({ time, value }) => ({ time, value }))
    .sort((a, b) => a.time - b.time);
}

export function allAnomalies({ scores }: Stores): Anomaly[] {
  return scores.anomalies({}, { limit: 1000 }).items;
}
