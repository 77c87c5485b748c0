import { severityOf, type Anomaly, type Detector, type Labels } from '@lapwing/contract';
import { FEATURES, MODELS, scoreOf, type AnomalyRun } from '@lapwing/engine';
import { anomalyId } from '../signals/signal-id.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { reasonOf } from './reason.ts';

/** A run of the engine's tracker, and what became of it, as the contract has it. */
export function anomalyRecord(
  detector: Detector,
  { id: signal, labels }: { id: string; labels: Labels },
  run: AnomalyRun,
  verdict: Verdict,
): Anomaly {
  const score = scoreOf(run.pValue);
  const feature = FEATURES[run.feature];
  return {
    id: anomalyId(signal, detector.id, run.start),
    signal_id: signal,
    detector_id: detector.id,
    source: detector.source,
    kind: detector.kind,
    labels,
    start: iso(run.start),
    end: Number.isNaN(run.end) ? null : iso(run.end),
    peak: iso(run.peak),
    // Where few readings come, the budget allows alerts rarer than one a week below LOW: they are LOW.
    severity: severityOf(score) ?? 'LOW',
    score,
    p_value: run.pValue,
    actual: run.actual,
    // A model that expects nothing yet has no band: the reading itself stands in for it.
    expected: finite(run.expected, run.actual),
    lower: finite(run.lower, run.actual),
    upper: finite(run.upper, run.actual),
    feature,
    model: MODELS[run.model],
    reason: reasonOf(labels, feature, run),
    alert: verdict.alert,
    alert_reason: verdict.reason,
    trace: verdict.trace,
  };
}

function finite(value: number, otherwise: number): number {
  return Number.isFinite(value) ? value : otherwise;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
