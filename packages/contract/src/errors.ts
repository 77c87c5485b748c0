import { z } from 'zod';

/** Every error the service answers with. The list is closed: a new one is added here and documented. */
export const ErrorCode = z.enum([
  'BAD_JSON',
  'BAD_REQUEST',
  'BAD_TIME',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'CONFLICT',
  'TOO_LARGE',
  'TOO_MANY_REQUESTS',
  'UNSUPPORTED_MEDIA_TYPE',
  'SOURCE_UNREACHABLE',
  'SOURCE_REFUSED_QUERY',
  'SOURCE_REFUSED_CREDENTIALS',
  'STORE_UNAVAILABLE',
  'OVERLOADED',
  'INTERNAL',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** The body of every answer that is not a success. */
export const ApiError = z.object({
  error: z.object({
    code: ErrorCode,
    message: z.string().meta({ description: 'what was wrong' }),
    where: z.string().meta({ description: 'the field, parameter or source it was wrong in' }),
    hint: z.string().meta({ description: 'what to do about it' }),
    details: z.array(z.object({ where: z.string(), message: z.string() })).optional(),
    request_id: z.string(),
  }),
});
export type ApiError = z.infer<typeof ApiError>;
