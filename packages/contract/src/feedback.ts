import { z } from 'zod';
import { Feature } from './anomaly.ts';
import { Labels, Moment } from './words.ts';

const LONGEST_NOTE = 2_000;
const Note = z.string().max(LONGEST_NOTE).default('');

/** What a person says of an anomaly, or of a stretch that should have been one. */
export const FeedbackVerdict = z.enum(['not_an_anomaly', 'real', 'missed']);
export type FeedbackVerdict = z.infer<typeof FeedbackVerdict>;

export const AnomalyFeedbackBody = z.strictObject({
  verdict: FeedbackVerdict.exclude(['missed']),
  note: Note,
});
export type AnomalyFeedbackBody = z.infer<typeof AnomalyFeedbackBody>;

export const SignalFeedbackBody = z
  .strictObject({
    verdict: FeedbackVerdict.extract(['missed']),
    start: Moment,
    end: Moment.meta({ description: 'not included' }),
    note: Note,
  })
  .refine(({ start, end }) => start < end, { path: ['end'], message: 'must be later than start' });
export type SignalFeedbackBody = z.infer<typeof SignalFeedbackBody>;

/**
 * A verdict as it is kept. It holds for intervals from `effective_from` on, which lies past all that was scored when
 * it was given: scored again, the past comes out the same. Its strength halves every 30 days; after 180 it is spent.
 */
export const Feedback = z.object({
  id: z.string(),
  verdict: FeedbackVerdict,
  anomaly_id: z.string().nullable(),
  signal_id: z.string(),
  detector_id: z.string(),
  labels: Labels,
  start: z.iso.datetime(),
  end: z.iso.datetime().nullable(),
  peak: z.iso.datetime(),
  score: z.number().meta({ description: 'of the anomaly, or the highest of the stretch; decibans' }),
  feature: Feature.nullable(),
  up: z.boolean().nullable().meta({ description: 'whether the reading was above what was expected' }),
  note: z.string(),
  by: z.string(),
  created_at: z.iso.datetime(),
  effective_from: z.iso.datetime(),
  removed_at: z.iso.datetime().nullable(),
  removed_by: z.string().nullable(),
  effective_until: z.iso
    .datetime()
    .nullable()
    .meta({ description: 'intervals from here on are judged without it; null while it stands' }),
});
export type Feedback = z.infer<typeof Feedback>;
