import type { ClientConfig } from 'pg';
import { z } from 'zod';
import { Flag, Secret } from '../../config/words.ts';

const DEFAULT_SCHEMA = 'lapwing';
/** A database on the same network answers within milliseconds; one that does not is away. */
const CONNECT_MS = 5_000;
const QUERY_MS = 30_000;

/** `data.postgres` of the configuration. */
export const PostgresSettings = z.strictObject({
  url: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres://user@host:5432/database address' })
    .refine((url) => new URL(url).password === '', {
      message: 'must not hold the password: put it under `password`, as file:/path of a file that has it',
    }),
  password: Secret.optional(),
  schema: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/, 'must be lower-case letters, digits and underscores')
    .default(DEFAULT_SCHEMA),
  tls: z
    .strictObject({
      ca: z.string().min(1).optional().meta({ description: 'PEM text, or file:/path of the authority' }),
      insecure: Flag.default(false).meta({ description: 'takes any certificate: never in production' }),
    })
    .optional()
    .meta({ description: 'absent: no TLS' }),
});
export type PostgresSettings = z.infer<typeof PostgresSettings>;

/** The settings as the client takes them. */
export function clientConfig({ url, password, tls }: PostgresSettings): ClientConfig {
  return {
    connectionString: withPassword(url, password),
    ssl:
      tls === undefined
        ? false
        : { rejectUnauthorized: !tls.insecure, ...(tls.ca !== undefined && { ca: tls.ca }) },
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    application_name: 'lapwing',
  };
}

/** The address with the password in it: beside an address that names a user, the client would pass over it. */
function withPassword(url: string, password: string | undefined): string {
  if (password === undefined) return url;
  const address = new URL(url);
  address.password = encodeURIComponent(password);
  return address.href;
}

/** Where it is, without what is secret. */
export function placeOf({ url, schema }: PostgresSettings): string {
  const { host, pathname } = new URL(url);
  return `postgres://${host}${pathname} (schema ${schema})`;
}
