import { randomUUID } from 'node:crypto';
import compression from 'compression';
import cors from 'cors';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { ApiDeps } from './deps.ts';
import { errorAnswer } from './error-answer.ts';
import { registerRoutes } from './guard.ts';
import { allHandlers } from './handlers/index.ts';
import { noRoute } from './no-route.ts';
import { RATE_LIMITS } from './options.ts';
import { createLimiters } from './rate-limit.ts';

/** The service's HTTP surface: every route of the contract's table, behind one guard. Listens to nothing by itself. */
export function createApp(deps: ApiDeps): Express {
  const { auth, options, log } = deps;
  const app = express();
  app.set('trust proxy', options.trustedProxies ?? false);
  // Detectors carry their revision as ETag; a hash of each other body would cost more than it saves.
  app.set('etag', false);
  app.use(nameRequest, helmet(), compression({ filter: compressible }));
  if (options.corsOrigins !== undefined) app.use(cors({ origin: [...options.corsOrigins] }));
  registerRoutes(app, allHandlers(deps), {
    auth,
    limiters: createLimiters({ ...RATE_LIMITS, ...options.rateLimits }),
    metricsKey: options.metricsKey,
    checkAnswers: options.checkAnswers ?? false,
  });
  app.use(noRoute);
  app.use(errorAnswer(log));
  return app;
}

const GIVEN_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** A proxy's id goes on, so that one id finds the request in every log. */
const nameRequest: RequestHandler = (request, response, next) => {
  const given = request.get('x-request-id');
  const id = given !== undefined && GIVEN_ID.test(given) ? given : randomUUID();
  response.locals['requestId'] = id;
  response.set('X-Request-Id', id);
  // Answers depend on who asks and on when.
  response.set('Cache-Control', 'no-store');
  next();
};

/** A compressor would hold events back until it has enough of them. */
const compressible: compression.CompressionFilter = (request, response) =>
  !String(response.getHeader('content-type')).startsWith('text/event-stream') &&
  compression.filter(request, response);
