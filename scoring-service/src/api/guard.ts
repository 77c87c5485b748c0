import express, { type Express, type RequestHandler, type Response } from 'express';
import { type Route, type RouteName, everyRoute } from '@lapwing/contract';
import { z } from 'zod';
import type { Auth } from '../auth/auth.ts';
import { type Caller, mayActAs } from '../auth/caller.ts';
import { unauthenticated } from '../auth/errors.ts';
import { sameSecret } from '../auth/secrets.ts';
import { LapwingError } from '../errors.ts';
import type { Call, Handlers } from './handler.ts';
import { type Part, refusal } from './issues.ts';
import { LARGE_BODY, SMALL_BODY } from './options.ts';
import { rawBody } from './raw-body.ts';
import type { Limiters } from './rate-limit.ts';

export interface GuardDeps {
  auth: Auth;
  limiters: Limiters;
  metricsKey: string | undefined;
  checkAnswers: boolean;
}

/** Puts every route of the table behind the one guard: limit, authenticate, role, parse, handle, check, answer. */
export function registerRoutes(app: Express, handlers: Handlers, deps: GuardDeps): void {
  for (const [name, route] of everyRoute()) {
    app[route.method](
      route.path,
      // Before the credentials are looked at: guessing them is what it bounds.
      ...(route.limit === 'secret' ? [deps.limiters.secrets] : []),
      authenticate(route, deps),
      route.limit === 'sender' ? deps.limiters.senders : deps.limiters.requests,
      ...(route.body === undefined ? [] : [requireJson, bodyParser(route)]),
      ...(route.rawBody === undefined ? [] : [rawBody(route.rawBody)]),
      handle(route, handlers[name] as (call: Call<RouteName>) => unknown, deps.checkAnswers),
    );
  }
}

function authenticate(route: Route, { auth, metricsKey }: GuardDeps): RequestHandler {
  const { access } = route;
  return async (request, response, next) => {
    if (access === 'scrape') {
      const sent = request.get('authorization') ?? '';
      if (metricsKey !== undefined && !sameSecret(sent, `Bearer ${metricsKey}`)) {
        throw unauthenticated(
          'the metrics are guarded by a key',
          'Send it as `Authorization: Bearer <metrics_key>`',
        );
      }
    } else if (access !== 'public') {
      const caller = await auth.callerOf({
        authorization: request.get('authorization'),
        apiKey: request.get('x-api-key'),
      });
      if (!mayActAs(caller.identity.role, access)) throw forbidden(caller, access);
      response.locals['caller'] = caller;
    }
    next();
  };
}

function forbidden({ identity }: Caller, wanted: string): LapwingError {
  return new LapwingError('FORBIDDEN', {
    message: `${identity.name} has the role ${identity.role}; this needs ${wanted}`,
    where: 'Authorization',
    hint: 'Ask an admin for a higher role, or for an API key that has it',
  });
}

const requireJson: RequestHandler = (request, _response, next) => {
  if (!hasBody(request.headers)) {
    throw new LapwingError('BAD_REQUEST', {
      message: 'the request has no body',
      where: 'body',
      hint: 'Send a JSON body; GET /api/docs shows its schema',
    });
  }
  if (request.is('application/json') === false) {
    throw new LapwingError('UNSUPPORTED_MEDIA_TYPE', {
      message: `the body is sent as ${request.get('content-type') ?? 'nothing in particular'}`,
      where: 'Content-Type',
      hint: 'Send JSON, with `Content-Type: application/json`',
    });
  }
  next();
};

function hasBody(headers: {
  'content-length'?: string | undefined;
  'transfer-encoding'?: string | undefined;
}): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function bodyParser(route: Route): RequestHandler {
  return express.json({ limit: route.bodySize === 'large' ? LARGE_BODY : SMALL_BODY, strict: false });
}

function handle(
  route: Route,
  handler: (call: Call<RouteName>) => unknown,
  checkAnswers: boolean,
): RequestHandler {
  return async (request, response) => {
    const answer = await handler({
      params: parse('path', route.params, request.params),
      query: parse('query', route.query ?? NO_PARAMETERS, request.query),
      body: parse('body', route.body, request.body),
      bytes: response.locals['bytes'],
      caller: response.locals['caller'],
      request,
      response,
    } as Call<RouteName>);
    send(route, response, answer, checkAnswers);
  };
}

const NO_PARAMETERS = z.strictObject({});

function parse(part: Part, schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined;
  const parsed = safely(part, () => schema.safeParse(value));
  if (!parsed.success) throw refusal(part, parsed.error);
  return parsed.data;
}

/** zod gathers every fault on the stack: a body with hundreds of thousands of them ends it. */
function safely<T>(part: Part, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const what = { message: `the ${part} has too many faults to tell them`, where: part };
    throw new LapwingError(
      'BAD_REQUEST',
      { ...what, hint: 'Send a small part of it to see what is wrong' },
      { cause },
    );
  }
}

function send(route: Route, response: Response, answer: unknown, check: boolean): void {
  if (route.answer === undefined) {
    response.status(route.status).end();
  } else if (route.answer instanceof z.ZodType) {
    if (check) holdTo(route.answer, answer);
    response.status(route.status).json(answer);
  }
}

function holdTo(schema: z.ZodType, answer: unknown): void {
  const checked = schema.safeParse(answer);
  if (!checked.success)
    throw new Error('an answer does not hold to its own schema', { cause: checked.error });
}
