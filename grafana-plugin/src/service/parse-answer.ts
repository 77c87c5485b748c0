import type { z } from 'zod';
import { knownPart } from './known-part.ts';
import { ContractError } from './problem.ts';

interface Options {
  /** Fields that nobody here knows are refused: for what is sent back whole, where leaving them out would erase them. */
  whole?: boolean;
}

/**
 * An answer of the service as far as the contract knows it: fields of a later service are left out. Throws ContractError,
 * naming the path without its query.
 */
export function parseAnswer<T extends z.ZodType>(
  path: string,
  schema: T,
  answer: unknown,
  { whole = false }: Options = {},
): z.output<T> {
  let parsed = schema.safeParse(answer);
  if (!parsed.success && !whole) {
    const known = knownPart(answer, parsed.error.issues);
    if (known !== undefined) parsed = schema.safeParse(known);
  }
  if (!parsed.success) throw new ContractError(path.split('?')[0] ?? path, { cause: parsed.error });
  return parsed.data;
}
