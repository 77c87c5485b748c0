import { readAnswer } from '@lapwing/contract';
import type { z } from 'zod';
import { LATER_WORDS } from './later-words.ts';
import { ContractError } from './problem.ts';

interface Options {
  /** What nobody here knows is refused: for what is sent back whole, where leaving it out would erase it. */
  whole?: boolean;
}

/**
 * An answer of the service as far as the contract knows it: what a later service says beyond that is left out, and its
 * words are kept to be told. Throws ContractError, naming the path without its query.
 */
export function parseAnswer<T extends z.ZodType>(
  path: string,
  schema: T,
  answer: unknown,
  { whole = false }: Options = {},
): z.output<T> {
  const place = path.split('?')[0] ?? path;
  const strict = schema.safeParse(answer);
  if (strict.success) {
    LATER_WORDS.tell(place, []);
    return strict.data;
  }
  const read = whole ? undefined : readAnswer(schema, answer);
  if (read === undefined) throw new ContractError(place, { cause: strict.error });
  LATER_WORDS.tell(place, read.later);
  return read.data;
}
