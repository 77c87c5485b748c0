import { z } from 'zod';
import { Labels, Severity, SignalKind } from './words.ts';

/** One evenly spaced series of readings. Its id is a hash of source, kind and labels: the same everywhere. */
export const Signal = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  source: z.string(),
  kind: SignalKind,
  labels: Labels,
  detector_id: z.string(),
  interval_seconds: z.number().int().positive(),
  first_seen: z.iso.datetime().nullable(),
  last_seen: z.iso.datetime().nullable(),
  last_value: z.number().nullable(),
  last_score: z.number().nullable(),
  open_anomaly_id: z.string().nullable(),
  open_severity: Severity.nullable(),
});
export type Signal = z.infer<typeof Signal>;

/**
 * What a chart draws, column by column: readings of one signal and what was expected. When `step_seconds` is
 * longer than the signal's interval, each row stands for several readings: the one with the highest score is kept,
 * so that no anomaly gets lost between two pixels, with the lowest and highest value of the rest beside it.
 */
export const ScoreSeries = z.object({
  signal: Signal,
  step_seconds: z.number().int().positive(),
  time: z.array(z.number()).meta({ description: 'epoch milliseconds, rising' }),
  value: z.array(z.number().nullable()),
  value_min: z.array(z.number().nullable()),
  value_max: z.array(z.number().nullable()),
  expected: z.array(z.number().nullable()),
  lower: z.array(z.number().nullable()),
  upper: z.array(z.number().nullable()),
  score: z.array(z.number()),
});
export type ScoreSeries = z.infer<typeof ScoreSeries>;
