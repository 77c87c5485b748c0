import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Labels } from '@lapwing/contract';
import type { CallGraph } from '@lapwing/engine';
import { Correlator } from '../../../scoring-service/src/incidents/correlator.ts';
import { Surroundings } from '../../../scoring-service/src/incidents/surroundings.ts';
import { openStores, type Stores } from '../../../scoring-service/src/stores/open-stores.ts';
import { DETECTOR, MINUTE, START, type Written } from './made-up.ts';

const NOTHING = new Float64Array(0);

/** What the correlator's looks took in processor time, a minute of readings each, and what came of them. */
export interface Course {
  minutes: number;
  incidents: number;
  /** Milliseconds of a look. */
  mean: number;
  longest: number;
  /** Of `scores.db` and its log, MB. */
  megabytes: number;
  /** Until a restarted correlator stands where this one did, ms. */
  restart: number;
}

/** Writes anomalies a minute at a time into real stores and has a correlator look at each minute. */
export async function course(written: readonly Written[], graph: CallGraph): Promise<Course> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-bench-incidents-'));
  const stores = openStores(folder, { now: () => START, onSetAside: () => undefined });
  try {
    let reached = START;
    const create = (): Correlator => correlatorOn(stores, graph, () => reached);
    const correlator = create();
    const byMinute = Map.groupBy(written, ({ minute }) => minute);
    const last = Math.max(...byMinute.keys()) + 15;
    const signals = new Set<string>();
    const took: number[] = [];
    for (let minute = 0; minute <= last; minute++) {
      reached = START + (minute + 1) * MINUTE;
      write(stores, byMinute.get(minute) ?? [], signals, reached);
      const from = process.cpuUsage();
      while (await correlator.look());
      took.push(milliseconds(process.cpuUsage(from)));
    }
    const from = process.cpuUsage();
    create();
    const restart = milliseconds(process.cpuUsage(from));
    const { total } = stores.incidents.incidents({}, { limit: 1 });
    return {
      minutes: took.length,
      incidents: total ?? NaN,
      mean: took.reduce((sum, ms) => sum + ms, 0) / took.length,
      longest: Math.max(...took),
      megabytes: ['scores.db', 'scores.db-wal'].reduce(
        (sum, file) => sum + statSync(path.join(folder, file)).size / 1e6,
        0,
      ),
      restart,
    };
  } finally {
    stores.close();
    rmSync(folder, { recursive: true });
  }
}

function correlatorOn(stores: Stores, graph: CallGraph, reached: () => number): Correlator {
  return new Correlator({
    ...stores,
    surroundings: new Surroundings(stores.scores, () => graph),
    graph: () => graph,
    reaches: () => [{ id: DETECTOR, watermark: reached(), down: false }],
    intervalMs: () => MINUTE,
    unseen: () => [],
    now: reached,
    log: console,
    onEvent: () => undefined,
  });
}

function write(stores: Stores, written: readonly Written[], signals: Set<string>, watermark: number): void {
  const fresh = new Map<string, Labels>();
  for (const { anomaly } of written) {
    if (!signals.has(anomaly.signal_id)) fresh.set(anomaly.signal_id, anomaly.labels);
    signals.add(anomaly.signal_id);
  }
  stores.scores.commit({
    detectorId: DETECTOR,
    newSignals: [...fresh].map(([id, labels]) => ({
      ...{ id, detectorId: DETECTOR, source: 'ingest', kind: 'metric', labels, intervalSeconds: 60 },
    })),
    scores: {
      ...{ signals: [], times: NOTHING, values: NOTHING, scores: NOTHING, pValues: NOTHING },
      ...{ news: NOTHING, expected: NOTHING, lower: NOTHING, upper: NOTHING },
    },
    anomalies: written.map(({ anomaly }) => anomaly),
    watermark,
  });
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}
