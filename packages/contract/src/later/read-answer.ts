import type { z } from 'zod';
import { type LaterWord, type Said, repair } from './repair.ts';
import { remember } from './said.ts';

/** One thing that is mended may show another one: a query of a known kind with an unknown measure. */
const MOST_ROUNDS = 4;

/**
 * An answer as far as this version of the contract knows it, and the words of a later one that it holds: something
 * stands for each of them, or what bears it is left out. Fields of a later version are left out. Undefined where
 * something else is wrong with it.
 *
 * The schemas of what a person may send are strict, so that a mistyped setting is told; the same ones describe what a
 * service answers, and a later one may answer more.
 */
export function readAnswer<T extends z.ZodType>(
  schema: T,
  answer: unknown,
): { data: z.output<T>; later: LaterWord[] } | undefined {
  let value = answer;
  const later: LaterWord[] = [];
  const said: Said = new Map();
  for (let round = 0; round <= MOST_ROUNDS; round++) {
    const parsed = schema.safeParse(value);
    if (parsed.success) {
      remember(value, parsed.data, said);
      return { data: parsed.data, later };
    }
    if (round === 0) value = structuredClone(answer);
    const words = repair(value, parsed.error.issues, said);
    if (words === undefined) return undefined;
    later.push(...words);
  }
  return undefined;
}
