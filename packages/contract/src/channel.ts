import { z } from 'zod';
import { Labels, Severity } from './words.ts';

export const ChannelName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'must be lower-case letters, digits, dashes and underscores');

export const ChannelType = z.enum(['slack', 'pagerduty', 'email', 'webhook', 'alertmanager']);
export type ChannelType = z.infer<typeof ChannelType>;

/** Where alerts are sent to, without what is secret about it. */
export const Channel = z.object({
  name: z.string(),
  type: ChannelType,
  target: z.string().meta({ description: 'host, or addresses; never a secret' }),
  status: z.enum(['ok', 'unreachable', 'refused', 'unknown']).meta({
    description: 'of the last look or sending; refused: its secret or address is wrong',
  }),
  reason: z.string().meta({ description: 'empty when ok' }),
  checked_at: z.iso.datetime().nullable(),
  waiting: z.number().int().meta({ description: 'notifications on their way' }),
  dead: z.number().int().meta({ description: 'notifications given up, until somebody retries them' }),
});
export type Channel = z.infer<typeof Channel>;

/** What became of a test. */
export const ChannelTest = z.object({
  delivered: z.boolean(),
  answer: z.string().meta({ description: 'what the receiver said, or why it could not be asked' }),
  seconds: z.number(),
});
export type ChannelTest = z.infer<typeof ChannelTest>;

/**
 * Why somebody is told. `refreshed` keeps an alert alive in an Alertmanager; `acknowledged` is told to PagerDuty alone.
 */
export const NotificationEvent = z.enum([
  'opened',
  'worse',
  'suspect',
  'repeated',
  'acknowledged',
  'refreshed',
  'resolved',
]);
export type NotificationEvent = z.infer<typeof NotificationEvent>;

/** `waiting`: to be sent, now or after a failure; `dead`: given up, with the reason. */
export const NotificationStatus = z.enum(['waiting', 'sent', 'dead']);
export type NotificationStatus = z.infer<typeof NotificationStatus>;

/** One message to one channel. */
export const Notification = z.object({
  id: z.string(),
  dedup_id: z.string().meta({ description: 'the same whenever it is sent again' }),
  channel: z.string(),
  event: NotificationEvent,
  subject: z.object({
    kind: z.enum(['incident', 'anomaly']),
    id: z.string(),
    title: z.string(),
    severity: Severity,
  }),
  status: NotificationStatus,
  attempts: z.number().int(),
  created_at: z.iso.datetime(),
  next_at: z.iso.datetime().nullable().meta({ description: 'of a waiting one: when it is tried next' }),
  sent_at: z.iso.datetime().nullable(),
  answer: z.string().meta({ description: 'what the receiver said last, or why it could not be asked' }),
});
export type Notification = z.infer<typeof Notification>;

const LONGEST_COMMENT = 500;

/** Nobody is told of what it covers until then; all that is given must fit. */
export const NewSilence = z
  .strictObject({
    labels: Labels.default({}).meta({ description: 'of one of its anomalies' }),
    services: z
      .array(z.string().min(1).max(1024))
      .max(100)
      .default([])
      .meta({ description: 'one of the services that it touches' }),
    until: z.iso.datetime({ offset: true, error: 'must be a moment with its offset' }),
    comment: z.string().max(LONGEST_COMMENT).default(''),
  })
  .refine(({ labels, services }) => Object.keys(labels).length > 0 || services.length > 0, {
    message: 'must name a label or a service: nothing silences everything',
  });
export type NewSilence = z.infer<typeof NewSilence>;

export const Silence = z.object({
  id: z.string(),
  labels: Labels,
  services: z.array(z.string()),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  comment: z.string(),
  by: z.string(),
});
export type Silence = z.infer<typeof Silence>;
