import { durationSeconds } from '@lapwing/contract';
import { z } from 'zod';
import type { ServerSettings } from '../sources/shared/settings.ts';
import { Flag, Secret, span } from './words.ts';

/** The message of an address that is there and is none; a missing one is told as any missing setting. */
function notAnAddress({ input }: { input?: unknown }): string | undefined {
  return input === undefined ? undefined : 'must be an http:// or https:// address';
}

const Auth = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('basic'), username: z.string().min(1), password: Secret }),
  z.strictObject({ type: z.literal('bearer'), token: Secret }),
  z.strictObject({ type: z.literal('api-key'), key: Secret }),
]);

/** How a server is reached: the same words for every source and for the output. */
export const serverShape = {
  url: z.url({ protocol: /^https?$/, error: notAnAddress }),
  auth: Auth.optional(),
  tls: z
    .strictObject({
      ca: z.string().min(1).optional().meta({ description: 'PEM text, or file:/path of the authority' }),
      insecure: Flag.default(false).meta({ description: 'takes any certificate: never in production' }),
    })
    .optional(),
  headers: z.record(z.string().min(1), Secret).optional(),
  timeout: span('1s', '10m').optional(),
};
type ServerSection = z.infer<z.ZodObject<typeof serverShape>>;

/** The settings as the sources take them. */
export function toServerSettings(server: ServerSection): ServerSettings {
  const { url, auth, tls, headers, timeout } = server;
  return {
    url,
    ...(auth && { auth }),
    ...(tls && { tls: { insecure: tls.insecure, ...(tls.ca !== undefined && { ca: tls.ca }) } }),
    ...(headers && { headers }),
    ...(timeout !== undefined && { timeoutSeconds: durationSeconds(timeout) }),
  };
}
