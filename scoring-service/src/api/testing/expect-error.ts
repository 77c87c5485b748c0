import { ApiError, ERROR_STATUS, type ErrorCode } from '@lapwing/contract';
import type { Response } from 'supertest';
import { expect } from 'vitest';

/** The error that an answer holds: of the code's status, with every part filled in. */
export function expectError(answer: Response, code: ErrorCode): ApiError['error'] {
  const { error } = ApiError.strict().parse(answer.body);
  expect(error.code, error.message).toBe(code);
  expect(answer.status).toBe(ERROR_STATUS[code]);
  for (const part of ['message', 'where', 'hint', 'request_id'] as const) expect(error[part]).not.toBe('');
  expect(answer.headers['x-request-id']).toBe(error.request_id);
  return error;
}
