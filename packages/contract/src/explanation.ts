import { z } from 'zod';

const Stretch = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });

/** A value of a label or field that makes up part of a change. */
export const ExplainedValue = z.object({
  value: z.string(),
  before: z.number(),
  during: z.number(),
  share: z.number().meta({ description: 'part of the whole change that it brings' }),
});

/** What makes up the change that an anomaly tells of: which label values, or which field values of the logs. */
export const Explanation = z.object({
  anomaly_id: z.string(),
  before: Stretch,
  during: Stretch,
  total: z.object({ before: z.number(), during: z.number() }).meta({
    description: 'of the measure, both over a stretch as long as `during`',
  }),
  dimensions: z
    .array(
      z.object({
        label: z.string(),
        surprise: z.number().meta({ description: '0: all values moved alike; 1: none as before' }),
        explained: z.number().meta({ description: 'part of the change that `values` bring together' }),
        values: z.array(ExplainedValue),
      }),
    )
    .meta({ description: 'labels that explain most first' }),
  notes: z.array(z.string()).meta({ description: 'what could not be looked at, and why' }),
});
export type Explanation = z.infer<typeof Explanation>;
