import type { Alerting, Detector } from '@lapwing/contract';
import { Registry, collectDefaultMetrics } from 'prom-client';
import type { AdminStore } from '../stores/admin-store.ts';
import type { DeadLetterStore } from '../stores/dead-letter-store.ts';
import type { ScoreStore } from '../stores/score-store.ts';
import type { OpenSearchWriter } from '../writer/writer.ts';
import { registerAlertMetrics } from './alert-metrics.ts';
import { registerDetectorMetrics } from './detector-metrics.ts';
import { registerOpenAlertMetrics } from './open-alert-metrics.ts';
import { registerReadingCount } from './reading-count.ts';
import { registerScoreMetrics } from './score-metrics.ts';
import { registerWriterMetrics } from './writer-metrics.ts';

export interface TelemetryDeps {
  scores: ScoreStore;
  admin: AdminStore;
  deadLetters: DeadLetterStore;
  /** Absent when nothing is written to OpenSearch. */
  writer?: OpenSearchWriter | undefined;
  now: () => number;
  /** How a detector's alerts stand. */
  alerting: (detector: Detector) => Alerting;
  /** Signals with a series of their own, worst first; MOST_SIGNALS when absent. */
  mostSignals?: number;
}

export interface Telemetry {
  /** What `/metrics` serves. */
  registry: Registry;
  /** The same store; what is committed through it is counted. */
  scores: ScoreStore;
}

/**
 * A series a signal is what lets Prometheus alert and every Grafana chart; a thousand is what a small Prometheus bears
 * from one target without noticing. The rest is counted, not dropped in silence.
 */
const MOST_SIGNALS = 1_000;

/** Gauges that prom-client names like counters, against Prometheus' conventions; each has a sibling without the name. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/** The metrics of the service and of the process, in a registry of their own. Read when they are scraped. */
export function createTelemetry(deps: TelemetryDeps): Telemetry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  registerScoreMetrics(registry, deps.scores, deps.mostSignals ?? MOST_SIGNALS);
  registerDetectorMetrics(registry, deps);
  registerAlertMetrics(registry, deps);
  registerOpenAlertMetrics(registry, deps.scores);
  registerWriterMetrics(registry, deps);
  return { registry, scores: registerReadingCount(registry, deps) };
}
