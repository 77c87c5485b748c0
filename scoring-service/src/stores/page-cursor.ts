import type { z } from 'zod';
import { LapwingError } from '../errors.ts';

/** A place in an ordered list: the sort key of the last item given. Opaque to whoever holds it. */
export function encodeCursor(key: (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key in a cursor, if its parts are as `schema` says. Throws LapwingError BAD_REQUEST. */
export function decodeCursor<Key>(cursor: string, schema: z.ZodType<Key>): Key {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    throw badCursor(error);
  }
  const key = schema.safeParse(parsed);
  if (!key.success) throw badCursor(key.error);
  return key.data;
}

function badCursor(cause: unknown): LapwingError {
  return new LapwingError(
    'BAD_REQUEST',
    {
      message: 'the cursor is not one that this list gave',
      where: 'cursor',
      hint: 'hand back `next` of the page before as it came, or leave the cursor out to begin anew',
    },
    { cause },
  );
}
