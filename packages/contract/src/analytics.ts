import { z } from 'zod';
import { Labels, Severity } from './words.ts';

export const PartStatus = z.enum(['ok', 'degraded', 'down', 'starting']);
/** `GET /api/health`: the whole is as well as its worst part; each part says why. */
export const Health = z.object({
  status: PartStatus,
  version: z.string(),
  uptime_seconds: z.number(),
  parts: z.array(
    z.object({
      name: z.string().meta({ example: 'source:opensearch' }),
      kind: z.enum(['source', 'store', 'writer', 'detector', 'channel']),
      status: PartStatus,
      reason: z.string().meta({ description: 'empty when ok' }),
      since: z.iso.datetime(),
      lag_seconds: z
        .number()
        .nullable()
        .meta({ description: 'how far behind now; null where it has no meaning' }),
      alerts: z
        .object({
          threshold_score: z.number(),
          raised_7d: z.number().int(),
          withheld_7d: z.number().int(),
        })
        .optional()
        .meta({ description: 'of a detector: what a peak must reach to be an alert, and how many did' }),
    }),
  ),
});
export type Health = z.infer<typeof Health>;

export const SeverityCounts = z.record(Severity, z.number().int());

export const MetricsSummary = z.object({
  signals: z.number().int(),
  detectors: z.number().int(),
  readings_24h: z.number().int(),
  anomalies_open: SeverityCounts,
  anomalies_24h: SeverityCounts,
  last_reading_at: z.iso.datetime().nullable(),
  sources: z.array(
    z.object({ source: z.string(), signals: z.number().int(), anomalies_open: z.number().int() }),
  ),
});
export type MetricsSummary = z.infer<typeof MetricsSummary>;

export const AnomalyTrends = z.object({
  period: z.string(),
  bucket_seconds: z.number().int(),
  buckets: z.array(z.object({ time: z.iso.datetime(), counts: SeverityCounts, total: z.number().int() })),
  top_signals: z.array(z.object({ signal_id: z.string(), title: z.string(), anomalies: z.number().int() })),
});
export type AnomalyTrends = z.infer<typeof AnomalyTrends>;

const HOURS_A_WEEK = 168;
const Counted = z.object({
  name: z.string().meta({ description: 'empty: what has no service' }),
  total: z.number().int(),
  counts: z.array(z.number().int()).meta({ description: 'one a bucket' }),
});

/** What the past was like: anomalies by the time they started, and how incidents were answered. */
export const History = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime().meta({ description: 'not included' }),
  time_zone: z.string(),
  total: z.number().int(),
  raised: z.number().int().meta({ description: 'of these, somebody was told of' }),
  buckets: z
    .array(z.object({ time: z.iso.datetime(), counts: SeverityCounts, total: z.number().int() }))
    .meta({
      description: 'without holes; days and weeks begin at midnight (weeks on Monday) in the time zone',
    }),
  services: z.array(Counted).meta({ description: 'the busiest twenty' }),
  detectors: z.array(Counted).meta({ description: 'the busiest twenty, by id' }),
  signals: z
    .array(
      z.object({
        signal_id: z.string(),
        labels: Labels,
        detector_id: z.string(),
        anomalies: z.number().int(),
        raised: z.number().int(),
      }),
    )
    .meta({ description: 'the noisiest twenty' }),
  week: z
    .array(z.number().int())
    .length(HOURS_A_WEEK)
    .meta({ description: 'anomalies by the hour of the week they started in, from Monday 00:00' }),
  incidents: z.object({
    opened: z.number().int(),
    acknowledged: z.number().int(),
    resolved: z.number().int(),
    mean_seconds_to_acknowledge: z.number().nullable().meta({ description: 'null where none was' }),
    mean_seconds_to_resolve: z.number().nullable(),
  }),
});
export type History = z.infer<typeof History>;

/** How a registered API did, per bucket of time and metric, from the readings that name it. */
export const Performance = z.object({
  api_id: z.string(),
  granularity: z.string(),
  buckets: z.array(
    z.object({
      time: z.iso.datetime(),
      metric: z.string(),
      count: z.number().int(),
      avg: z.number(),
      min: z.number(),
      max: z.number(),
      p95: z.number(),
      anomalies: z.number().int(),
      highest_score: z.number(),
    }),
  ),
});
export type Performance = z.infer<typeof Performance>;
