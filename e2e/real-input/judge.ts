import type { AnomalyDocument } from '@lapwing/contract';
import type { Fault } from '../nezha/faults.ts';
import type { ScoredReading } from './documents.ts';
import { INTERVAL_MS } from './detectors.ts';

/** An anomaly says a fault when it opens this soon after the fault's start. */
const SOON_MS = 5 * 60_000;
/** A fault and its echoes in other services: an anomaly that opens later was not its doing. */
const ECHO_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

/**
 * The type of fault that the metrics show: `cpu_contention` drives the pod's CPU to its limit; the
 * others, methods that throw or return what they should not, leave no trace in any of the columns (docs/guide/real-input.md).
 */
export const SEEN_IN_METRICS = 'cpu_contention';

export interface Verdict {
  fault: Fault;
  /** Of the faulty service, within five minutes of the fault; the highest score first. */
  anomalies: AnomalyDocument[];
  /** Highest score of the faulty service's readings in those minutes, anomaly or not. */
  highest: number;
}

export function judge(
  faults: readonly Fault[],
  anomalies: readonly AnomalyDocument[],
  scores: readonly ScoredReading[],
): Verdict[] {
  return faults.map((fault) => {
    const soon = (time: number): boolean => time >= fault.at && time <= fault.at + SOON_MS;
    const own = anomalies.filter(
      ({ service, start }) => service === fault.service && soon(Date.parse(start)),
    );
    const isOwn = (key: string): boolean => key.includes(`,service=${fault.service}`);
    const highest = scores
      .filter(({ time, key }) => soon(time) && isOwn(key))
      .reduce((most, { score }) => Math.max(most, score), 0);
    return { fault, anomalies: own.sort((a, b) => b.score - a.score), highest };
  });
}

/** Anomalies that opened where no fault was, and how many that is for one signal in one day. */
export function countFalse(
  faults: readonly Fault[],
  anomalies: readonly AnomalyDocument[],
  scores: readonly ScoredReading[],
): { count: number; perSignalDay: number; signalDays: number } {
  const inFault = (time: number): boolean => faults.some(({ at }) => time >= at && time <= at + ECHO_MS);
  const signalDays = (scores.filter(({ time }) => !inFault(time)).length * INTERVAL_MS) / DAY_MS;
  const count = anomalies.filter(({ start }) => !inFault(Date.parse(start))).length;
  return { count, perSignalDay: count / signalDays, signalDays };
}

/** One line a fault. */
export function table(verdicts: readonly Verdict[]): string {
  return verdicts
    .map(({ fault, anomalies: [first], highest }) =>
      [
        new Date(fault.at).toISOString().slice(11, 16),
        fault.type.padEnd(14),
        fault.service.padEnd(28),
        highest.toFixed(0).padStart(3),
        first === undefined
          ? '-'
          : `${first.severity} ${first.detector_id} at ${first.start.slice(11, 16)}: ${first.reason}`,
      ].join('  '),
    )
    .join('\n');
}
