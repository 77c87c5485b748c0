import type { AlertBudget } from '@lapwing/contract';
import { formatNumber } from '../text/numbers.ts';

/** `at most 1 false alert a week`. */
export function budgetText({ per, false_alerts: alerts }: AlertBudget): string {
  return `at most ${formatNumber(alerts)} false alert${alerts === 1 ? '' : 's'} a ${per}`;
}
