import { Random, SHAPES } from '@lapwing/engine/testing';
import type { Watched } from './told.ts';

const START_MS = Date.UTC(2026, 0, 5);
const WEEK_S = 604_800;

/** Ordinary signals of every shape, without an anomaly: every alert is false. */
export function madeUp(signals: number, intervalSeconds: number, weeks: number, seed: number): Watched {
  const shapes = Object.values(SHAPES);
  const readings = Array.from({ length: signals }, (_, k) => shapes[k % shapes.length](new Random(seed + k)));
  const rows = Math.floor((weeks * WEEK_S) / intervalSeconds);
  const timesMs = Float64Array.from({ length: rows }, (_, i) => START_MS + i * intervalSeconds * 1000);
  return {
    name: `${signals.toLocaleString('en')} made-up signals`,
    timesMs,
    signals: readings.map((_, k) => `m${k}`),
    // Asked for once each, signal by signal, in order of time.
    at: (k, i) => readings[k](i, timesMs[i]),
  };
}
