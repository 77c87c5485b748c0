import type { z } from 'zod';
import { LapwingError } from '../../errors.ts';

/** What was stored as JSON, read through its schema: an older program's value gets today's defaults. */
export function parseStored<Value>(schema: z.ZodType<Value>, json: string, where: string): Value {
  const parsed = schema.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new LapwingError(
    'STORE_UNAVAILABLE',
    {
      message: `stored ${where} is not valid: ${issue.path.join('.') || 'value'}: ${issue.message}`,
      where,
      hint: 'it was written by another version of Lapwing: start that one, or delete the entry and make it anew',
    },
    { cause: parsed.error },
  );
}
