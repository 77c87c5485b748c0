import { z } from 'zod';

/** One way that calls go between two services, as their spans told of it lately. */
export const CallEdge = z.object({
  source: z.string(),
  caller: z.string(),
  callee: z
    .string()
    .meta({ description: 'a service, or the address of something that sends no spans itself' }),
  calls: z
    .number()
    .meta({ description: 'counted lately: halved each day, so that what is old counts for less' }),
  errors: z.number().meta({ description: 'of these, failed' }),
  p50_ms: z.number().nullable(),
  p95_ms: z.number().nullable(),
  first_seen: z.iso.datetime(),
  last_seen: z.iso.datetime(),
});
export type CallEdge = z.infer<typeof CallEdge>;

/** Who calls whom, learnt from spans. */
export const CallGraph = z.object({
  services: z.array(z.string()),
  calls: z.array(CallEdge),
});
export type CallGraph = z.infer<typeof CallGraph>;

/** A call to look at in the tracing tool: the slowest of its interval, or the slowest that failed. */
export const TraceExample = z.object({
  trace_id: z.string(),
  span_id: z.string(),
  source: z.string(),
  service: z.string().meta({ description: 'the callee, where `caller` is told' }),
  operation: z.string().nullable(),
  caller: z.string().nullable(),
  time: z.iso.datetime().meta({ description: 'start of the interval in which the call ended' }),
  duration_ms: z.number(),
  error: z.boolean(),
});
export type TraceExample = z.infer<typeof TraceExample>;
