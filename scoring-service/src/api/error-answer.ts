import type { ErrorRequestHandler, Request, Response } from 'express';
import { type ApiError, ERROR_STATUS } from '@lapwing/contract';
import { z } from 'zod';
import { LapwingError } from '../errors.ts';
import { rpcCode, statusBytes } from '../sources/otlp/answer.ts';
import { jsonRefusal } from './bad-json.ts';
import type { ApiLog } from './ports.ts';

const RETRY_SECONDS = 5;
const PASSES: ReadonlySet<string> = new Set(['OVERLOADED', 'STORE_UNAVAILABLE']);

/** What express, its body parser and its router throw: `http-errors`, told by their fields. */
const HttpError = z.object({
  status: z.number().int(),
  type: z.string().optional(),
  expose: z.boolean().optional(),
});

/** The last handler: every error leaves as `ApiError`; what nobody foresaw is logged with its cause and told as INTERNAL. */
export function errorAnswer(log: ApiLog): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const request_id = requestId(response);
    const known = asLapwingError(error);
    if (ERROR_STATUS[known.code] >= 500) {
      log.error({ err: error, request_id, method: request.method, path: request.path }, known.message);
    }
    if (response.headersSent) {
      // Half an answer cannot be taken back: break the connection, so that nobody takes it for a whole one.
      next(error);
      return;
    }
    if (known.code === 'UNAUTHENTICATED') response.set('WWW-Authenticate', 'Bearer realm="lapwing"');
    if (PASSES.has(known.code)) {
      response.set('Retry-After', String(RETRY_SECONDS));
    }
    response.status(ERROR_STATUS[known.code]);
    if (!OTLP.test(request.path)) response.json(bodyOf(known, request_id));
    else answerOtlp(request, response, known, bodyOf(known, request_id));
  };
}

const OTLP = /^\/v1\/(traces|metrics|logs)$/;

/** OTLP's clients look for google.rpc.Status, in the encoding of their request; in JSON ours stands beside it. */
function answerOtlp(request: Request, response: Response, error: LapwingError, body: ApiError): void {
  const message = `${error.message}. ${error.hint}`;
  const type = request.is(['application/x-protobuf', 'application/json']);
  if (type === 'application/x-protobuf') {
    response.type(type).send(Buffer.from(statusBytes(error.code, message)));
  } else response.json(type ? { code: rpcCode(error.code), message, ...body } : body);
}

function requestId(response: Response): string {
  return String(response.locals['requestId']);
}

function bodyOf({ code, message, where, hint, details }: LapwingError, request_id: string): ApiError {
  return {
    error: { code, message, where, hint, ...(details.length === 0 ? {} : { details }), request_id },
  };
}

function asLapwingError(error: unknown): LapwingError {
  if (error instanceof LapwingError) return error;
  const http = HttpError.safeParse(error);
  if (http.success) {
    const refused = fromExpress(error, http.data);
    if (refused !== undefined) return refused;
  }
  return new LapwingError(
    'INTERNAL',
    {
      message: 'something went wrong inside the service',
      where: 'service',
      hint: 'Try again; if it stays, look for the request_id in the log of the service',
    },
    { cause: error },
  );
}

function fromExpress(cause: unknown, { status, type }: z.infer<typeof HttpError>): LapwingError | undefined {
  if (type === 'entity.parse.failed') return jsonRefusal(cause);
  if (status === 413) {
    return new LapwingError(
      'TOO_LARGE',
      { message: 'the body is too large', where: 'body', hint: 'Send it in several smaller requests' },
      { cause },
    );
  }
  if (status === 415) {
    return new LapwingError(
      'UNSUPPORTED_MEDIA_TYPE',
      {
        message: 'the encoding of the body is not known here',
        where: 'Content-Encoding',
        hint: 'Send UTF-8, plain or with gzip, deflate or br',
      },
      { cause },
    );
  }
  if (status < 400 || status >= 500) return undefined;
  return new LapwingError(
    'BAD_REQUEST',
    {
      message: 'the request could not be read',
      where: 'request',
      hint: 'Check its address, length and encoding',
    },
    { cause },
  );
}
