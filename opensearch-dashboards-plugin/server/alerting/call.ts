import { z } from 'zod';
import type { OpenSearchClient } from '../../types/core-server.ts';
import { Refusal } from '../backend/refusal.ts';

/** A plugin of OpenSearch that may not be there. */
export interface Product {
  /** As a person knows it. */
  name: string;
  /** Role of the security plugin that may use it. */
  role: string;
}
export const ALERTING: Product = { name: 'Alerting', role: 'alerting_full_access' };
export const NOTIFICATIONS: Product = { name: 'Notifications', role: 'notifications_full_access' };

interface Asked {
  method: string;
  path: string;
  body?: object;
  querystring?: Record<string, unknown>;
}

/** A ResponseError of the OpenSearch client. Older plugins answer with a reason as plain text. */
const Failure = z.object({
  statusCode: z.number(),
  body: z.unknown().optional(),
  message: z.string().optional(),
});
const Told = z.object({ error: z.union([z.string(), z.object({ reason: z.string() })]) });
const NO_HANDLER = /no handler found|unknown (?:path|uri)/i;

/** Whether an answer says that nobody knows the path: the plugin is not installed. */
function isAbsent(error: unknown): boolean {
  const failure = Failure.safeParse(error);
  if (!failure.success) return false;
  const { statusCode } = failure.data;
  return (
    statusCode === 405 || ((statusCode === 400 || statusCode === 404) && NO_HANDLER.test(reasonOf(error)))
  );
}

/** Asks a plugin of OpenSearch as the person who is signed in. Throws a Refusal that says what to do. */
export async function callPlugin(
  client: OpenSearchClient,
  product: Product,
  asked: Asked,
  timeoutMs: number,
): Promise<unknown> {
  try {
    const { body } = await client.transport.request(asked, { requestTimeout: timeoutMs, maxRetries: 0 });
    return body;
  } catch (error) {
    throw refusalOf(error, product);
  }
}

function refusalOf(error: unknown, { name, role }: Product): Refusal {
  const options = { cause: error };
  if (isAbsent(error)) {
    return new Refusal(
      'NOT_FOUND',
      `This OpenSearch has no ${name} plugin`,
      name,
      `Install it in OpenSearch, or let Lapwing’s service send alerts itself (alerts in its configuration).`,
      options,
    );
  }
  const failure = Failure.safeParse(error);
  const reason = reasonOf(error);
  switch (failure.data?.statusCode) {
    case 401:
    case 403:
      return new Refusal(
        'FORBIDDEN',
        `You may not use ${name}`,
        name,
        `It takes the role ${role}. (${reason})`,
        options,
      );
    case 409:
      return new Refusal(
        'CONFLICT',
        'It is there already',
        name,
        `Choose another name. (${reason})`,
        options,
      );
    case 400:
    case 404:
      return new Refusal('BAD_REQUEST', `${name} refused it`, name, reason, options);
    default:
      return new Refusal('SOURCE_UNREACHABLE', `${name} does not answer as it should`, name, reason, options);
  }
}

function reasonOf(error: unknown): string {
  const told = Told.safeParse(Failure.safeParse(error).data?.body);
  if (told.success) return typeof told.data.error === 'string' ? told.data.error : told.data.error.reason;
  return error instanceof Error ? error.message : String(error);
}
