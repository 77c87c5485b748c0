import { z } from 'zod';
import { AlertDecision, AnomalyModel, Feature } from './anomaly.ts';
import { Confidence, IncidentStatus } from './incident.ts';
import { DetectorQuery } from './detector.ts';
import { Duration, Severity, SignalKind } from './words.ts';

/** Raised when a field of the documents changes its meaning; stands in the index name and the mapping's `_meta`. */
export const DOCUMENT_SCHEMA_VERSION = 1;

export const SCORES_ALIAS = 'lapwing-scores';
export const ANOMALIES_ALIAS = 'lapwing-anomalies';
export const INCIDENTS_ALIAS = 'lapwing-incidents';

/** `lapwing-scores-v1-2026.11.22`: chosen by the reading's own time, so that a replay writes to the same index. */
export function scoresIndex(timeMs: number): string {
  return `${SCORES_ALIAS}-v${DOCUMENT_SCHEMA_VERSION}-${day(timeMs)}`;
}
export function anomaliesIndex(startMs: number): string {
  return `${ANOMALIES_ALIAS}-v${DOCUMENT_SCHEMA_VERSION}-${day(startMs)}`;
}
export function incidentsIndex(startMs: number): string {
  return `${INCIDENTS_ALIAS}-v${DOCUMENT_SCHEMA_VERSION}-${day(startMs)}`;
}
function day(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10).replaceAll('-', '.');
}

const common = {
  '@timestamp': z.iso.datetime(),
  schema_version: z.literal(DOCUMENT_SCHEMA_VERSION),
  signal_id: z.string(),
  detector_id: z.string(),
  source: z.string(),
  kind: SignalKind,
  service: z.string().optional(),
  metric: z.string().optional(),
  labels: z
    .array(z.string())
    .meta({ description: '`key=value`, sorted: flat, whatever the labels are called' }),
};

/** One scored reading as it stands in the scores index: flat, so that anyone can chart it without us. */
export const ScoreDocument = z.object({
  ...common,
  interval_seconds: z.number(),
  value: z.number(),
  score: z.number(),
  p_value: z.number(),
  news: z.number(),
  written_at: z.iso
    .datetime()
    .optional()
    .meta({ description: 'when it was sent, by the service’s clock: late ones are found by it' }),
  severity: Severity.optional(),
  expected: z.number().optional(),
  lower: z.number().optional(),
  upper: z.number().optional(),
});
export type ScoreDocument = z.infer<typeof ScoreDocument>;

/** What a detector watches, for readers of its anomalies who do not ask the service. */
export const Watched = z.object({ name: z.string(), interval: Duration, query: DetectorQuery });
export type Watched = z.infer<typeof Watched>;

/** An anomaly as it stands in the anomalies index; rewritten under the same id until it closes. */
export const AnomalyDocument = z.object({
  ...common,
  anomaly_id: z.string(),
  status: z.enum(['open', 'closed']),
  start: z.iso.datetime(),
  end: z.iso.datetime().optional(),
  peak: z.iso.datetime(),
  severity: Severity,
  score: z.number(),
  p_value: z.number(),
  actual: z.number(),
  expected: z.number(),
  lower: z.number(),
  upper: z.number(),
  feature: Feature,
  model: AnomalyModel,
  reason: z.string(),
  alert: AlertDecision,
  alert_reason: z.string(),
  trace: z.array(z.string()).meta({ description: '`rule: effect (detail)`' }),
  // Of a later service it may hold a query that this version does not know.
  watched: Watched.optional()
    .catch(undefined)
    .meta({ description: 'its detector when it was written; kept with it, not searched' }),
});
export type AnomalyDocument = z.infer<typeof AnomalyDocument>;

/** An incident as it stands in the incidents index; rewritten under the same id while anything about it changes. */
export const IncidentDocument = z.object({
  '@timestamp': z.iso.datetime().meta({ description: 'when it started' }),
  schema_version: z.literal(DOCUMENT_SCHEMA_VERSION),
  incident_id: z.string(),
  status: IncidentStatus,
  severity: Severity,
  score: z.number(),
  title: z.string(),
  start: z.iso.datetime(),
  updated: z.iso.datetime(),
  end: z.iso.datetime().optional(),
  services: z.array(z.string()),
  anomalies: z.number().int(),
  anomaly_ids: z.array(z.string()),
  confidence: Confidence,
  suspect_service: z
    .string()
    .optional()
    .meta({ description: 'the first suspect; absent when none stands out' }),
  suspect_kind: SignalKind.optional(),
  suspect_signal: z.string().optional(),
  suspects: z.array(z.string()).meta({ description: 'services, most suspect first' }),
  evidence: z.array(z.string()).meta({ description: 'what speaks for the first suspect' }),
  unseen: z.array(z.string()),
  merged_into: z.string().optional(),
});
export type IncidentDocument = z.infer<typeof IncidentDocument>;
