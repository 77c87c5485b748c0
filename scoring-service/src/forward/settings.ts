import { Severity } from '@lapwing/contract';
import { z } from 'zod';
import { Flag, Secret, whole } from '../config/words.ts';

/** What Fluent Bit and Fluentd listen on unless told. */
const FORWARD_PORT = 24_224;

/** `output.forward` of the configuration: a Fluent Bit or Fluentd that gets what is found as log lines. */
export const ForwardSettings = z.strictObject({
  host: z.string().min(1),
  port: whole(1, 65_535).default(FORWARD_PORT),
  tag: z
    .string()
    .regex(/^[\w-]+(\.[\w-]+)*$/, 'must be words joined by dots')
    .default('lapwing')
    .meta({ description: 'lines are tagged <tag>.anomaly and <tag>.incident' }),
  key: Secret.optional().meta({ description: 'the shared key that the receiver asks for' }),
  tls: z
    .strictObject({
      ca: z.string().min(1).optional().meta({ description: 'PEM text, or file:/path of the authority' }),
      insecure: Flag.default(false).meta({ description: 'takes any certificate: never in production' }),
    })
    .optional(),
  from: Severity.default('LOW').meta({ description: 'nothing milder is sent' }),
  alerts_only: Flag.default(false).meta({
    description: 'of anomalies, only those that the alert budget lets through',
  }),
});
export type ForwardSettings = z.infer<typeof ForwardSettings>;
