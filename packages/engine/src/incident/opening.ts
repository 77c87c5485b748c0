import type { CorrelatedAnomaly } from './episode.ts';
import type { Group } from './grouping.ts';

/** What an anomaly weighs: nothing at LOW's border, one at HIGH's, and never enough by itself. */
const WEIGHT_FROM = 30;
const WEIGHT_ONE = 20;
const WEIGHT_MOST = 1.5;
/** Two at HIGH, or four at MEDIUM, of signals that measure different things. */
const WEIGHT_NEEDED = 2;
/** CRITICAL: one in ten million by what spans and lines say, whatever is left of the budget. */
const CERTAIN = 70;
/** A reading or two of a metric stray by themselves; a lone one must last for three, */
const LASTS_INTERVALS = 3;
/** which is decided once it is known that it did: an anomaly's end is told three readings after it. */
const DECIDED_INTERVALS = 5;

/**
 * Whether a group is worth an incident as it is seen at `time`: one anomaly that would alert (a lone metric's must last), or
 * several milder ones, of different services or of different measures, that add up to it.
 */
export function isIncident({ episodes }: Group, time: number): boolean {
  const anomalies = episodes.flatMap((episode) => episode.anomalies);
  if (anomalies.some((anomaly) => provesAlone(anomaly, time))) return true;
  const measures = new Map<string, number>();
  for (const anomaly of anomalies) {
    const measure = `${anomaly.entity}\n${anomaly.labels['metric'] ?? JSON.stringify(anomaly.labels)}`;
    const weight = Math.min(WEIGHT_MOST, Math.max(0, (anomaly.score - WEIGHT_FROM) / WEIGHT_ONE));
    measures.set(measure, Math.max(measures.get(measure) ?? 0, weight));
  }
  const sum = [...measures.values()].reduce((whole, weight) => whole + weight, 0);
  // Sums of tenths: two anomalies of exactly 50 are worth two.
  return measures.size > 1 && sum > WEIGHT_NEEDED - 1e-9;
}

function provesAlone(anomaly: CorrelatedAnomaly, time: number): boolean {
  if (anomaly.needsTime !== true) return anomaly.alerts || anomaly.score >= CERTAIN;
  if (!anomaly.alerts) return false;
  const { start, end, intervalMs } = anomaly;
  const lasted = (end <= time ? end : time) - start;
  return time >= decidedAt(anomaly) && lasted >= LASTS_INTERVALS * intervalMs;
}

function decidedAt({ start, intervalMs }: CorrelatedAnomaly): number {
  return start + DECIDED_INTERVALS * intervalMs;
}

/** Moments after `from`, up to `to`, at which lone anomalies have lasted long enough, in order. */
export function momentsDue(anomalies: Iterable<CorrelatedAnomaly>, from: number, to: number): number[] {
  const due = new Set<number>();
  for (const anomaly of anomalies) {
    const at = decidedAt(anomaly);
    if (anomaly.needsTime === true && anomaly.alerts && at > from && at <= to) due.add(at);
  }
  return [...due].sort((a, b) => a - b);
}
