import { randomUUID } from 'node:crypto';
import { type ApiError, ROUTES, type Route } from '@lapwing/contract';
import { schema } from '@osd/config-schema';
import { z } from 'zod';
import {
  type OfferedName,
  READS,
  WRITES,
  type WriteName,
  filled,
  hapiPath,
  placeOf,
} from '../common/offered.ts';
import type { Logger, Request, RequestContext, ResponseFactory, Router } from '../types/core-server.ts';
import { EVERYBODY, whyNotAllowed } from './access/roles.ts';
import type { Backend } from './backend/backend.ts';
import { Refusal } from './backend/refusal.ts';
import type { Settings } from './settings.ts';

export interface Answering {
  settings: Settings;
  /** Undefined where the settings don't suffice. */
  backend: Backend | undefined;
  logger: Logger;
}

/** What came in is read by the contract's own schemas, which say what is wrong with it. */
const validate = {
  params: schema.object({}, { unknowns: 'allow' }),
  query: schema.object({}, { unknowns: 'allow' }),
};
const withBody = { ...validate, body: schema.maybe(schema.any()) };

/** One route of ours for each of the service's that is handed on. */
export function registerRoutes(router: Router, answering: Answering): void {
  for (const name of [...READS, ...WRITES]) {
    const path = hapiPath(placeOf(ROUTES[name]));
    const handler = async (
      context: RequestContext,
      request: Request,
      response: ResponseFactory,
    ): Promise<unknown> => {
      try {
        return response.ok({ body: await answer(name, context, request, answering) });
      } catch (error) {
        return refuse(error, response, answering.logger);
      }
    };
    const { method } = ROUTES[name];
    if (method === 'post') router.post({ path, validate: withBody }, handler);
    else router[method]({ path, validate }, handler);
  }
}

const Text = z.record(z.string(), z.unknown());

async function answer(
  name: OfferedName,
  context: RequestContext,
  request: Request,
  { settings, backend }: Answering,
): Promise<unknown> {
  const { title, hint } = settings.problem ?? { title: 'Lapwing is not set up', hint: '' };
  if (backend === undefined) throw new Refusal('SOURCE_UNREACHABLE', title, 'lapwingAnomaly', hint);
  const route: Route = ROUTES[name];
  const params = parsed(route.params, request.params, 'the path');
  const query = Text.parse(request.query);
  parsed(route.query, query, 'the query');
  if (route.body !== undefined) parsed(route.body, request.body, 'the body');
  const client = context.core.opensearch.client.asCurrentUser;
  const [allowed, setting] = isWrite(name)
    ? [settings.writeRoles, 'lapwingAnomaly.writeRoles']
    : // In index mode OpenSearch itself says who may read what.
      [settings.mode === 'index' ? [EVERYBODY] : settings.readRoles, 'lapwingAnomaly.readRoles'];
  const why = await whyNotAllowed(client, allowed, setting, settings.timeoutMs);
  if (why !== '') throw new Refusal('FORBIDDEN', 'You may not do this', setting, why);

  const gone = new AbortController();
  const watched = request.events.aborted$.subscribe(() => gone.abort());
  try {
    const path = filled(route.path, params);
    return await backend.answer({
      ...{ name, path, params, query },
      body: request.body,
      client,
      signal: gone.signal,
    });
  } finally {
    watched.unsubscribe();
  }
}

function isWrite(name: OfferedName): name is WriteName {
  return (WRITES as readonly string[]).includes(name);
}

function parsed(schema: z.ZodType | undefined, value: unknown, where: string): Record<string, string> {
  const read = (schema ?? z.strictObject({})).safeParse(value ?? {});
  if (read.success) return read.data as Record<string, string>;
  const [issue] = read.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new Refusal(
    'BAD_REQUEST',
    `${place === '' ? where : `${place} in ${where}`}: ${issue?.message ?? 'is not what is expected'}`,
    place,
    'the service’s API document says what it takes',
    { cause: read.error },
  );
}

/** Any failure as an answer: what was foreseen in the contract's shape, the rest in the log and without a detail. */
export function refuse(error: unknown, response: ResponseFactory, logger: Logger): unknown {
  const request_id = randomUUID();
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal(
          'INTERNAL',
          'OpenSearch Dashboards’ server failed',
          '',
          `Its log says more, beside ${request_id}.`,
        );
  if (refusal !== error) {
    logger.error(`${request_id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  const { code, message, where, hint, status } = refusal;
  const attributes: ApiError = { error: { code, message, where, hint, request_id } };
  return response.customError({ statusCode: status, body: { message, attributes } });
}
