import type { Anomaly } from '@lapwing/contract';
import type { CorrelatedAnomaly } from '@lapwing/engine';
import { entityOf } from './entity-of.ts';
import { roleOf } from './role-of.ts';

/** A stored anomaly as the correlation takes it; `intervalMs` is its detector's. */
export function correlated(anomaly: Anomaly, intervalMs: number): CorrelatedAnomaly {
  return {
    id: anomaly.id,
    entity: entityOf(anomaly.labels, anomaly.detector_id),
    labels: anomaly.labels,
    start: Date.parse(anomaly.start),
    end: anomaly.end === null ? NaN : Date.parse(anomaly.end),
    score: anomaly.score,
    alerts: anomaly.alert === 'raised',
    intervalMs,
    ...(anomaly.kind === 'metric' && { needsTime: true }),
    traffic: roleOf(anomaly) === 'load',
  };
}
