import type { Anomaly } from '@lapwing/contract';
import { metricRole, type CorrelatedAnomaly } from '@lapwing/engine';
import { entityOf } from './entity-of.ts';

/** A stored anomaly as the correlation takes it; `intervalMs` is its detector's. */
export function correlated(anomaly: Anomaly, intervalMs: number): CorrelatedAnomaly {
  return {
    id: anomaly.id,
    entity: entityOf(anomaly.labels, anomaly.signal_id),
    labels: anomaly.labels,
    start: Date.parse(anomaly.start),
    end: anomaly.end === null ? NaN : Date.parse(anomaly.end),
    score: anomaly.score,
    alerts: anomaly.alert === 'raised',
    intervalMs,
    traffic: metricRole(nameOf(anomaly)) === 'load',
  };
}

/** Labels that say what a signal measures, the best first. */
const NAME_LABELS = ['metric', 'measure', 'template', 'operation', '__name__'] as const;

/** What the signal measures, as far as its labels say. */
export function nameOf({ labels, signal_id }: Anomaly): string {
  for (const name of NAME_LABELS) {
    const value = labels[name];
    if (value !== undefined && value !== '') return value;
  }
  return signal_id;
}
