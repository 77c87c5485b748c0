import { Detector, type Anomaly } from '@lapwing/contract';
import { newState } from '../../../scoring-service/src/pipeline/detector-state.ts';
import { ChunkScorer } from '../../../scoring-service/src/pipeline/score-chunk.ts';
import type { SeriesChunk } from '../../../scoring-service/src/sources/source.ts';
import { thresholdOf } from '../../../scoring-service/src/suppression/alerting.ts';

/** Signals of one detector: `at(k, i)` is signal k's reading in interval i, NaN where it has none. */
export interface Watched {
  name: string;
  timesMs: Float64Array;
  signals: readonly string[];
  at: (signal: number, row: number) => number;
}

export interface Told {
  anomalies: Anomaly[];
  /** What an alert needed at the end, decibans. */
  threshold: number;
  intervalMs: number;
}

/** Rows pulled at once, so that a long series of many signals never lies in memory twice. */
const ROWS_A_CHUNK = 2_000;

/** All that a detector with the settings that ship makes of its signals, by live scoring's own code. */
export async function tellAll(watched: Watched, budget: number): Promise<Told> {
  const { timesMs, signals } = watched;
  const intervalMs = usualStep(timesMs);
  const detector = Detector.parse({
    ...{ id: 'bench', name: watched.name, source: 'bench', kind: 'metric', query: { type: 'csv' } },
    interval: `${intervalMs / 1000}s`,
    alert_budget: { false_alerts: budget },
  });
  const grid = (time: number): number => Math.floor(time / intervalMs) * intervalMs;
  const state = newState(detector, grid(timesMs[0]), -Infinity);
  const anomalies = new Map<string, Anomaly>();
  const scorer = new ChunkScorer(detector, state, -Infinity, (batch) => {
    for (const [id, { anomaly }] of batch.anomalies) anomalies.set(id, anomaly);
  });
  const { signal } = new AbortController();
  for (let first = 0; first < timesMs.length; first += ROWS_A_CHUNK) {
    const last = Math.min(timesMs.length, first + ROWS_A_CHUNK);
    const series = signals.map((metric, k) => seriesOf(watched, metric, k, first, last));
    const range = { from: state.watermark, to: grid(timesMs[last - 1]) + intervalMs };
    await scorer.run({ range, series, absent: 'gap', warnings: [] }, signal);
  }
  return { anomalies: [...anomalies.values()], threshold: thresholdOf(detector, state), intervalMs };
}

function seriesOf(
  { timesMs, at }: Watched,
  metric: string,
  k: number,
  first: number,
  last: number,
): SeriesChunk {
  // Each reading is asked for once: made-up ones are drawn as they are asked for.
  const all = Float64Array.from({ length: last - first }, (_, i) => at(k, first + i));
  const present = [...all.keys()].filter((i) => Number.isFinite(all[i]));
  return {
    labels: { service: 'bench', metric },
    times: Float64Array.from(present, (i) => timesMs[first + i]),
    values: Float64Array.from(present, (i) => all[i]),
  };
}

function usualStep(timesMs: Float64Array): number {
  const steps = Float64Array.from(timesMs.subarray(1, 2_000), (t, i) => t - timesMs[i]).sort();
  return steps[Math.floor(steps.length / 2)];
}
