import { z } from 'zod';
import type { OpenSearchClient } from '../../types/core-server.ts';
import { Refusal } from '../backend/refusal.ts';

/** In place of a role: whoever asks. */
export const EVERYBODY = '*';

const Account = z.object({ roles: z.array(z.string()) });
const Failure = z.object({ statusCode: z.number() });
/** What OpenSearch answers where no plugin knows the path. */
const NO_SUCH_PATH = [400, 404, 405];

/** Why a person may not do what `allowed` roles may; empty when they may. OpenSearch's security plugin says who they are. */
export async function whyNotAllowed(
  client: OpenSearchClient,
  allowed: readonly string[],
  setting: string,
  timeoutMs: number,
): Promise<string> {
  if (allowed.includes(EVERYBODY)) return '';
  const roles = await rolesOf(client, setting, timeoutMs);
  if (roles === undefined) {
    return `OpenSearch has no security plugin, so that nobody can be told apart: set ${setting} to ["*"] to allow it to everybody.`;
  }
  return roles.some((role) => allowed.includes(role))
    ? ''
    : `It takes one of the roles ${allowed.join(', ')} (${setting}), and you have none of them.`;
}

/** The OpenSearch roles of the person who is signed in; undefined where OpenSearch knows no persons. */
async function rolesOf(
  client: OpenSearchClient,
  setting: string,
  timeoutMs: number,
): Promise<string[] | undefined> {
  try {
    const { body } = await client.transport.request(
      { method: 'GET', path: '/_plugins/_security/authinfo' },
      { requestTimeout: timeoutMs, maxRetries: 0 },
    );
    return Account.parse(body).roles;
  } catch (error) {
    const failure = Failure.safeParse(error);
    if (failure.success && NO_SUCH_PATH.includes(failure.data.statusCode)) return undefined;
    throw new Refusal(
      'STORE_UNAVAILABLE',
      'OpenSearch did not say who you are',
      setting,
      `Try again; without it ${setting} can’t be looked up. (${error instanceof Error ? error.message : String(error)})`,
      { cause: error },
    );
  }
}
