import { metricRole, type MetricSeries } from '@lapwing/engine';
import type { Sign } from './sign.ts';

/** Readings differ by this share by rounding alone. */
const ROUNDED = 0.02;
const LEAST = 1e-3;

/** Middle and most of each metric in a time, epoch ms, by a name that is the same in another time. */
export function metricSigns(
  metrics: readonly MetricSeries[],
  fromMs: number,
  untilMs: number,
): Map<string, Sign> {
  const signs = new Map<string, Sign>();
  for (const { service, metric, times, values } of metrics) {
    const read: number[] = [];
    for (let i = 0; i < times.length; i++)
      if (times[i] >= fromMs && times[i] < untilMs && Number.isFinite(values[i])) read.push(values[i]);
    if (read.length === 0) continue;
    read.sort((a, b) => a - b);
    const family = `metrics of ${metricRole(metric)}`;
    for (const [what, level] of [
      ['middle', read[Math.floor(read.length / 2)]],
      ['most', read[read.length - 1]],
    ] as const) {
      const value = Math.log(Math.abs(level) + LEAST);
      signs.set(`${service}\n${metric}\n${what}`, { family, service, value, error: ROUNDED });
    }
  }
  return signs;
}
