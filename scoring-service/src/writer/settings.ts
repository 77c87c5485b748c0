import { z } from 'zod';

/** What is written to OpenSearch and how; the connection is described apart. */
export const WriterSettings = z.strictObject({
  scores: z
    .enum(['all', 'anomalous'])
    .default('all')
    .meta({ description: 'every score, or those of severity LOW and above alone; anomalies always' }),
  retention_days: z
    .number()
    .int()
    .positive()
    .max(3650)
    // Two months: this month beside the last, as most teams keep their logs.
    .default(60)
    .meta({ description: 'daily indices older than this are deleted' }),
  shards: z.number().int().positive().max(64).default(1),
  // One copy where there is a second node, none where there is not: green on both.
  replicas: z
    .union([z.number().int().nonnegative().max(10), z.literal('auto')])
    .default('auto')
    .meta({ description: 'copies of each shard; auto: one where there is a second node' }),
  // Within the shortest usual interval, and cheap.
  refresh_interval: z
    .string()
    .regex(/^([1-9]\d{0,4}(ms|s|m)|-1)$/, 'must be a time such as 5s, or -1')
    .default('5s'),
  batch_documents: z.number().int().positive().max(50_000).default(5_000),
  // OpenSearch refuses 100 MB by default and advises 5 to 15.
  batch_bytes: z
    .number()
    .int()
    .min(10_000)
    .max(90_000_000)
    .default(5 * 1024 * 1024),
});
export type WriterSettings = z.infer<typeof WriterSettings>;
