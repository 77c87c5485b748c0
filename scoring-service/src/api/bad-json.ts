import { type ParseError, parse } from 'jsonc-parser';
import { z } from 'zod';
import { LapwingError } from '../errors.ts';

/** What the body parser leaves with its error: the text that it could not read. */
const Unread = z.object({ body: z.string() });

/** What `JSON.parse` refused, with the line and column: V8 tells them for some faults alone. */
export function jsonRefusal(cause: unknown): LapwingError {
  const unread = Unread.safeParse(cause);
  const text = cause instanceof Error ? cause.message : 'it could not be read';
  return new LapwingError(
    'BAD_JSON',
    {
      message: `the body is not JSON: ${text}`,
      where: unread.success ? placeOf(unread.data.body) : 'body',
      hint: 'Send one JSON value; a JSON formatter shows what is wrong at that place',
    },
    { cause },
  );
}

function placeOf(body: string): string {
  const errors: ParseError[] = [];
  parse(body, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first === undefined) return 'body';
  const before = body.slice(0, first.offset).split('\n');
  return `body, line ${before.length}, column ${before[before.length - 1].length + 1}`;
}
