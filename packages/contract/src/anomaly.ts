import { z } from 'zod';
import { TraceEntry } from './suppression.ts';
import { Labels, Severity, SignalKind } from './words.ts';

/** Which property of the signal spoke. */
export const Feature = z.enum(['level', 'change', 'spread', 'season', 'joint']);
export type Feature = z.infer<typeof Feature>;

/** Which model was surprised most: what is known of the signal itself, a forest, a forest over its entity, or a net. */
export const AnomalyModel = z.enum(['statistical', 'forest', 'joint', 'lstm', 'likelihood']);
export type AnomalyModel = z.infer<typeof AnomalyModel>;

/** Whether somebody is told of an anomaly: the alert budget and the rules of suppression decide. */
export const AlertDecision = z.enum(['raised', 'withheld']);
export type AlertDecision = z.infer<typeof AlertDecision>;

/** A run of anomalous readings on one signal. Open while `end` is null. */
export const Anomaly = z.object({
  id: z.string(),
  signal_id: z.string(),
  detector_id: z.string(),
  source: z.string(),
  kind: SignalKind,
  labels: Labels,
  start: z.iso.datetime(),
  end: z.iso.datetime().nullable(),
  peak: z.iso.datetime(),
  severity: Severity,
  score: z
    .number()
    .meta({ description: 'score of the most surprising reading of the run, decibans, at most 100' }),
  p_value: z.number(),
  actual: z.number().meta({ description: 'the reading at the peak' }),
  expected: z.number(),
  lower: z.number(),
  upper: z.number(),
  feature: Feature,
  model: AnomalyModel,
  reason: z.string().meta({ description: 'one sentence a person can read' }),
  alert: AlertDecision,
  alert_reason: z.string().meta({ description: 'why it is an alert, or what it lacks to be one' }),
  trace: z.array(TraceEntry).meta({ description: 'rules of suppression that had a say' }),
});
export type Anomaly = z.infer<typeof Anomaly>;

/**
 * What E-mail, Grafana or a pager would be told: an anomaly whose `alert` is `raised`. Acknowledged with its incident;
 * silenced where a silence covers it; resolved when it has ended, whatever else.
 */
export const AlertStatus = z.enum(['active', 'acknowledged', 'silenced', 'resolved']);
export type AlertStatus = z.infer<typeof AlertStatus>;
export const Alert = z.object({
  id: z.string(),
  status: AlertStatus,
  severity: Severity,
  title: z.string(),
  reason: z.string(),
  started_at: z.iso.datetime(),
  resolved_at: z.iso.datetime().nullable(),
  incident_id: z
    .string()
    .nullable()
    .meta({ description: 'the incident that it belongs to: acknowledging that acknowledges the alert' }),
  anomaly: Anomaly,
});
export type Alert = z.infer<typeof Alert>;
