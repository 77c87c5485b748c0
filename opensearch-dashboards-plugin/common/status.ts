import { z } from 'zod';

export const STATUS_PATH = 'status';

/** What went wrong, as a person is told: what, and what to do about it. Plain text. */
export const Problem = z.object({ title: z.string(), hint: z.string() });
export type Problem = z.infer<typeof Problem>;

/** `GET /api/lapwing/status`: where answers come from, and what the person may do. */
export const Status = z.object({
  mode: z.enum(['service', 'index']),
  /** Names of the contract's routes that are answered. */
  offers: z.array(z.string()),
  /** Empty when the person may change things. */
  why_not_change: z.string(),
  /** Null while all is well. */
  problem: Problem.nullable(),
  version: z.string(),
});
export type Status = z.infer<typeof Status>;
