import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Caller } from '../auth/caller.ts';
import { LapwingError } from '../errors.ts';
import type { RateLimits } from './options.ts';

export interface Limiters {
  /** By caller, or by address where there is none. */
  requests: RequestHandler;
  /** As `requests`, of programs that send what they measure. */
  senders: RequestHandler;
  /** Failed guesses, by address. */
  secrets: RequestHandler;
}

const WINDOW_MS = 60_000;

export function createLimiters(limits: RateLimits): Limiters {
  const common = {
    windowMs: WINDOW_MS,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: refuse,
    // A caller may send X-Forwarded-For though no proxy is trusted: it is passed over, and that needs no complaint.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
  } as const;
  return {
    requests: rateLimit({
      ...common,
      identifier: 'requests',
      limit: limits.requests,
      keyGenerator: callerKey,
    }),
    senders: rateLimit({
      ...common,
      identifier: 'senders',
      limit: limits.senders,
      keyGenerator: callerKey,
    }),
    secrets: rateLimit({
      ...common,
      identifier: 'secrets',
      limit: limits.secrets,
      keyGenerator: addressKey,
      skipSuccessfulRequests: true,
    }),
  };
}

function callerKey(request: Request, response: Response): string {
  const caller = response.locals['caller'] as Caller | undefined;
  return caller === undefined ? addressKey(request) : `${caller.identity.by}:${caller.identity.name}`;
}

function addressKey(request: Request): string {
  return `address:${ipKeyGenerator(request.ip ?? 'unknown')}`;
}

function refuse(): never {
  throw new LapwingError('TOO_MANY_REQUESTS', {
    message: 'too many requests in the last minute',
    where: 'request',
    hint: 'Wait for as many seconds as the header Retry-After says',
  });
}
