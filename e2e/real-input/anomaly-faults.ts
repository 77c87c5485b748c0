import type { AnomalyDocument } from '@lapwing/contract';
import type { ScoredReading } from './documents.ts';

/**
 * Where the anomalies' documents disagree with the scores' documents; empty when every reading at or above `openAt`
 * (decibans) that says something new lies in exactly one anomaly of its signal, and every anomaly is there once, begins
 * with such a reading, and tells score and value of the reading at its peak.
 */
export function anomalyFaults(
  anomalies: readonly AnomalyDocument[],
  scores: readonly ScoredReading[],
  openAt: number,
): string[] {
  const faults: string[] = [];
  const bySignal = Map.groupBy(anomalies, ({ signal_id: signal }) => signal);
  const ids = new Set(anomalies.map(({ anomaly_id: id }) => id));
  if (ids.size !== anomalies.length) faults.push('an anomaly is there twice');
  const readings = Map.groupBy(scores, ({ signal }) => signal);

  for (const { signal, time, score, news, key } of scores) {
    // Without news it is the echo of what was told before.
    if (score < openAt || news === 0) continue;
    const holding = (bySignal.get(signal) ?? []).filter((anomaly) => holds(anomaly, time));
    if (holding.length !== 1) faults.push(`${key} at ${iso(time)}: in ${holding.length} anomalies`);
  }
  for (const anomaly of anomalies) {
    const own = (readings.get(anomaly.signal_id) ?? []).filter(({ time }) => holds(anomaly, time));
    const first = own.find(({ time }) => time === Date.parse(anomaly.start));
    if (first === undefined || first.score < openAt)
      faults.push(`${anomaly.anomaly_id}: begins in no such reading`);
    const peak = own.find(({ time }) => time === Date.parse(anomaly.peak));
    if (peak?.score !== anomaly.score || peak.value !== anomaly.actual) {
      faults.push(`${anomaly.anomaly_id}: its peak is no reading of its own`);
    }
  }
  return faults;
}

function holds({ start, end }: AnomalyDocument, time: number): boolean {
  return time >= Date.parse(start) && (end === undefined || time < Date.parse(end));
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
