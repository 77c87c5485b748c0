import type { Severity } from '@lapwing/contract';

const SEVERITIES: readonly Severity[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

/** 1 (LOW) to 4 (CRITICAL): how a severity is stored, so that SQL sorts it. 0 stands for none. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity) + 1;
}

export function severityOfRank(rank: number): Severity | null {
  return SEVERITIES[rank - 1] ?? null;
}
