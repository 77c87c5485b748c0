import { ChannelName, Labels, Severity, TimeZone, Weekday } from '@lapwing/contract';
import { z } from 'zod';
import { serverShape } from '../config/server-settings.ts';
import { Flag, Secret, span, whole } from '../config/words.ts';
import { Template } from './template.ts';

/** A quiet weekend is shorter, and a receiver that is away longer is gone. */
const DEFAULT_GIVE_UP_AFTER = '1d';
/** What a first start finds in the past is history, not news. */
const DEFAULT_OLDEST = '3h';
/** Seldom enough to cost nothing; an alert lives five times as long, so that a restart does not end it. */
const DEFAULT_REFRESH = '2m';
/** Submission with STARTTLS (RFC 6409). */
const DEFAULT_SMTP_PORT = 587;
const PAGERDUTY_EVENTS = 'https://events.pagerduty.com/v2/enqueue';

const texts = {
  title: Template.optional().meta({ description: 'with placeholders such as {{incident.title}}' }),
  body: Template.optional(),
};

const Address = z
  .string()
  .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, 'must be an e-mail address: oncall@example.org');
const HttpAddress = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' });

const Slack = z.strictObject({
  type: z.literal('slack'),
  webhook_url: Secret.pipe(HttpAddress).meta({ description: 'a secret: file:/path or ${NAME}' }),
  ...texts,
});
const PagerDuty = z.strictObject({
  type: z.literal('pagerduty'),
  routing_key: Secret.regex(/^[A-Za-z0-9]{32}$/, 'must be the 32 letters and digits of an integration key'),
  url: HttpAddress.default(PAGERDUTY_EVENTS),
  ...texts,
});
const Email = z.strictObject({
  type: z.literal('email'),
  host: z.string().min(1),
  port: whole(1, 65_535).default(DEFAULT_SMTP_PORT),
  security: z
    .enum(['starttls', 'tls', 'none'])
    .default('starttls')
    .meta({ description: 'starttls is demanded, not merely tried' }),
  ca: z.string().min(1).optional().meta({ description: 'PEM text, or file:/path of the authority' }),
  username: z.string().min(1).optional(),
  password: Secret.optional(),
  from: Address,
  to: z.array(Address).min(1).max(100),
  ...texts,
});
const Webhook = z.strictObject({
  type: z.literal('webhook'),
  ...serverShape,
  secret: Secret.optional().meta({ description: 'signs each request: HMAC SHA-256' }),
  ...texts,
});
const Alertmanager = z.strictObject({
  type: z.literal('alertmanager'),
  ...serverShape,
  labels: Labels.default({}).meta({ description: 'added to every alert' }),
  refresh: span('10s', '1h').default(DEFAULT_REFRESH),
  ...texts,
});

export const ChannelSection = z.discriminatedUnion('type', [Slack, PagerDuty, Email, Webhook, Alertmanager]);
export type ChannelSection = z.infer<typeof ChannelSection>;
/** The section of one type of channel. */
export type SectionOf<Type extends ChannelSection['type']> = Extract<ChannelSection, { type: Type }>;

const Clock = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time as HH:MM, quoted: "22:00"');
const QuietHours = z
  .strictObject({
    from: Clock,
    to: Clock.meta({ description: 'not included; before `from`, it is on the day after' }),
    time_zone: TimeZone.default('UTC'),
    days: z
      .array(Weekday)
      .min(1)
      .default([...Weekday.options]),
    except: Severity.optional().meta({ description: 'from this severity up it is told all the same' }),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must differ from `from`' });
export type QuietHours = z.infer<typeof QuietHours>;

const Route = z
  .strictObject({
    channel: ChannelName.optional(),
    channels: z.array(ChannelName).min(1).optional(),
    severity: Severity.default('LOW').meta({ description: 'at least' }),
    services: z.array(z.string().min(1)).default([]).meta({ description: 'one of them; all when empty' }),
    labels: Labels.default({}).meta({ description: 'of one of its anomalies' }),
    quiet_hours: QuietHours.optional(),
    repeat_every: span('1m', '30d').optional().meta({ description: 'until somebody acknowledges it' }),
    resolved: Flag.default(true).meta({ description: 'whether its end is told' }),
  })
  .refine(({ channel, channels }) => (channel === undefined) !== (channels === undefined), {
    message: 'must have one of channel and channels',
  });
export type RouteSection = z.infer<typeof Route>;

/** Who is told of incidents. */
export const AlertsSection = z
  .strictObject({
    channels: z.record(ChannelName, ChannelSection).default({}),
    routes: z
      .array(Route)
      .max(200)
      .default([])
      .meta({ description: 'without any, every channel is told all' }),
    public_url: Template.optional().meta({
      description:
        'where an incident is shown: https://grafana.example.org/a/lapwing-anomaly-app/incidents/{{incident.id}}',
    }),
    give_up_after: span('1m', '2w').default(DEFAULT_GIVE_UP_AFTER),
    oldest: span('1m', '52w').default(DEFAULT_OLDEST).meta({ description: 'nothing older becomes news' }),
  })
  .superRefine(({ channels, routes }, context) => {
    for (const [i, route] of routes.entries()) {
      for (const name of channelsOf(route)) {
        if (channels[name] !== undefined) continue;
        const message = `there is no channel "${name}": must be one of ${Object.keys(channels).join(', ')}`;
        context.addIssue({ code: 'custom', path: ['routes', i], message });
      }
    }
    for (const [name, channel] of Object.entries(channels)) {
      if (channel.type !== 'email' || (channel.username === undefined) === (channel.password === undefined))
        continue;
      const message = 'must have both username and password, or neither';
      context.addIssue({ code: 'custom', path: ['channels', name], message });
    }
  });
export type AlertsSection = z.infer<typeof AlertsSection>;

export function channelsOf({ channel, channels = [] }: RouteSection): string[] {
  return channel === undefined ? channels : [channel];
}
