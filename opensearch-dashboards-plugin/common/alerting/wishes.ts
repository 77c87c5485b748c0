import { Severity } from '@lapwing/contract';
import { z } from 'zod';
import { API_ROOT } from '../ids.ts';

export const ALERTING_PATH = `${API_ROOT}/alerting`;
export const MONITORS_PATH = `${ALERTING_PATH}/monitors`;
export const CHANNELS_PATH = `${ALERTING_PATH}/channels`;

/** Where messages may go; the types of the notifications plugin that need nothing but an address. */
export const CHANNEL_TYPES = ['slack', 'chime', 'microsoft_teams', 'webhook'] as const;

const address = z.url({
  protocol: /^https?$/,
  error: 'must be an address that begins with http:// or https://',
});
const DAY_MINUTES = 1440;

/** Body of `POST /api/lapwing/alerting/monitors`. */
export const MonitorWish = z.strictObject({
  name: z.string().min(1, 'must not be empty').max(200),
  detectorId: z.string().min(1),
  detectorName: z.string().min(1),
  severity: Severity,
  everyMinutes: z.number().int().min(1, 'must be 1 or more').max(DAY_MINUTES),
  channelId: z.string().min(1).optional(),
  appUrl: address,
});
export type MonitorWish = z.infer<typeof MonitorWish>;

/** Body of `POST /api/lapwing/alerting/channels`. */
export const ChannelWish = z.strictObject({
  name: z.string().min(1, 'must not be empty').max(200),
  type: z.enum(CHANNEL_TYPES),
  url: address,
});
export type ChannelWish = z.infer<typeof ChannelWish>;

/** `GET /api/lapwing/alerting`: what can be made here, and why not. */
export const AlertingStatus = z.object({
  /** Why no monitor can be made; empty when one can. */
  why_no_monitor: z.string(),
  /** Why no channel can be made; empty when one can. */
  why_no_channel: z.string(),
  channels: z.array(z.object({ id: z.string(), name: z.string(), type: z.string() })),
});
export type AlertingStatus = z.infer<typeof AlertingStatus>;

export const Made = z.object({ id: z.string() });
