import type { Anomaly } from '@lapwing/contract';
import type { NewSignal, ScoreCommit } from '../../scoring-service/src/stores/score-store.ts';
import {
  MINUTE,
  testAnomaly,
  testSignal,
  testStep,
  type TestRow,
} from '../../scoring-service/src/stores/test-steps.ts';

/** A history that is the same in every process: what the writer's tests write, and what they expect to find. */
export interface History {
  from: number;
  signals: number;
  intervals: number;
  intervalsPerStep: number;
}

/** How long an anomaly lasts, and how often a signal has one. */
const RUN_INTERVALS = 7;
const RUN_EVERY = 50;

export function historySignals(history: History): NewSignal[] {
  return Array.from({ length: history.signals }, (_, i) =>
    testSignal({ service: `service-${i}`, metric: i % 2 === 0 ? 'latency' : 'errors' }),
  );
}

/** The reading of a signal (by its number) in an interval (by its number). */
export function historyRow(history: History, signal: NewSignal, s: number, t: number): TestRow {
  const noise = fraction(s * 7919 + t * 104_729);
  const spike = inRun(s, t);
  const score = spike ? 45 + 40 * noise : 20 * noise;
  return {
    signal: signal.id,
    time: history.from + t * MINUTE,
    value: spike ? 50 + noise : 10 + noise,
    score,
    pValue: 10 ** (-score / 10),
    news: score / 3,
    ...(t < 10 ? {} : { expected: 10.5, lower: 9.5, upper: 11.5 }),
  };
}

/** The step that begins at interval `t`. */
export function historyStep(history: History, signals: NewSignal[], t: number): ScoreCommit {
  const until = Math.min(t + history.intervalsPerStep, history.intervals);
  const rows: TestRow[] = [];
  const anomalies = new Map<string, Anomaly>();
  for (let at = t; at < until; at++) {
    for (const [s, signal] of signals.entries()) {
      rows.push(historyRow(history, signal, s, at));
      const anomaly = anomalyAt(history, signal, s, at);
      if (anomaly !== undefined) anomalies.set(anomaly.id, anomaly);
    }
  }
  return testStep(rows, {
    newSignals: t === 0 ? signals : [],
    anomalies: [...anomalies.values()],
    watermark: history.from + until * MINUTE,
  });
}

/** Every anomaly, as it stands at the end. */
export function historyAnomalies(history: History, signals: NewSignal[]): Anomaly[] {
  const anomalies = new Map<string, Anomaly>();
  for (let t = 0; t < history.intervals; t++) {
    for (const [s, signal] of signals.entries()) {
      const anomaly = anomalyAt(history, signal, s, t);
      if (anomaly !== undefined) anomalies.set(anomaly.id, anomaly);
    }
  }
  return [...anomalies.values()];
}

/** What opens or closes in interval `t`. */
function anomalyAt(history: History, signal: NewSignal, s: number, t: number): Anomaly | undefined {
  const time = history.from + t * MINUTE;
  if (inRun(s, t) && !inRun(s, t - 1)) return testAnomaly(signal, time);
  if (!inRun(s, t) && inRun(s, t - 1)) {
    return testAnomaly(signal, time - RUN_INTERVALS * MINUTE, { end: time });
  }
  return undefined;
}

function inRun(s: number, t: number): boolean {
  const phase = t - 20 - s;
  return phase >= 0 && phase % RUN_EVERY < RUN_INTERVALS;
}

/** A number in [0, 1) that looks random, the same for the same seed. */
function fraction(seed: number): number {
  const x = Math.sin(seed) * 43_758.5453;
  return x - Math.floor(x);
}
