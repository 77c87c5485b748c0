import { Severity, type SeverityCounts } from '@lapwing/contract';
import type { z } from 'zod';

type Counts = z.infer<typeof SeverityCounts>;

/** Every severity, counted by `count`. */
export function countBySeverity(count: (severity: Severity) => number): Counts {
  return Object.fromEntries(Severity.options.map((severity) => [severity, count(severity)])) as Counts;
}

export function totalOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
