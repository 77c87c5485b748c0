import type { z } from 'zod';
import { ContractError } from './problem.ts';

/** An answer of the service as the contract knows it. Throws ContractError, naming the path without its query. */
export function parseAnswer<T extends z.ZodType>(path: string, schema: T, answer: unknown): z.output<T> {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new ContractError(path.split('?')[0] ?? path, { cause: parsed.error });
  return parsed.data;
}
