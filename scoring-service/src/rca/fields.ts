import { z } from 'zod';
import { caseTime } from './case-time.ts';

/** A time in any form that case folders have, as epoch ms. */
export const Time = z.unknown().transform((value, context) => {
  const time = caseTime(value);
  if (time !== undefined) return time;
  context.addIssue({ code: 'custom', message: `${JSON.stringify(value)} is no time` });
  return z.NEVER;
});

/** An id or a name; numbers are taken too, what is missing or null is empty. */
export const Text = z
  .union([z.string(), z.number(), z.null()])
  .optional()
  .transform((value) => (value === undefined || value === null ? '' : String(value)));

/** The name of a service. */
export const Service = z.string().min(1);

/** What a log says; a message that was taken apart is put together again. */
export const Message = z.unknown().transform((value) => {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return value === undefined || value === null ? '' : String(value as string | number | boolean);
});
