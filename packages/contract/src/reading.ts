import { z } from 'zod';
import { Points } from './points.ts';
import { Labels, Moment } from './words.ts';

/** One reading sent by a program. Signal = `metric` + `labels` (+ `api_id`, when the API was registered). */
export const IngestReading = z.strictObject({
  timestamp: Moment,
  metric: z.string().min(1).max(256),
  value: z.number().nullable().meta({ description: 'null is a missing reading' }),
  labels: Labels.default({}),
  api_id: z.string().min(1).max(128).optional(),
});
export type IngestReading = z.infer<typeof IngestReading>;

/** Many readings of one signal, for a backfill: `points` are [timestamp, value] pairs. */
export const IngestSeries = z.strictObject({
  metric: z.string().min(1).max(256),
  labels: Labels.default({}),
  api_id: z.string().min(1).max(128).optional(),
  points: Points,
});
export type IngestSeries = z.infer<typeof IngestSeries>;

export const INGEST_BATCH_MOST = 10_000;

/** One reading, a batch, or series. All of it is taken, or none. */
export const IngestBody = z.union([
  IngestReading,
  z.strictObject({ readings: z.array(IngestReading).min(1).max(INGEST_BATCH_MOST) }),
  z.strictObject({ series: z.array(IngestSeries).min(1).max(1_000) }),
]);
export type IngestBody = z.infer<typeof IngestBody>;

export const IngestAnswer = z.object({
  accepted: z.number().int().meta({ description: 'readings stored by this request' }),
  repeated: z.number().int().meta({ description: 'readings that were there already, unchanged' }),
  late: z
    .number()
    .int()
    .meta({ description: 'readings of intervals already scored: kept, not scored again' }),
});
export type IngestAnswer = z.infer<typeof IngestAnswer>;

/** An API that somebody wants watched by name. Readings name it by `api_id`. */
export const RegisteredApi = z.object({
  api_id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/),
  name: z.string().min(1).max(200),
  service: z.string().min(1).max(200).optional(),
  url: z.url().optional(),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']).optional(),
  labels: Labels.default({}),
});
export type RegisteredApi = z.infer<typeof RegisteredApi>;
