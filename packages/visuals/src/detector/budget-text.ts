import { type AlertBudget, wordShown } from '@lapwing/contract';
import { formatNumber } from '../text/numbers.ts';

/** `at most 1 false alert a week`. */
export function budgetText(budget: AlertBudget): string {
  const { false_alerts: alerts } = budget;
  return `at most ${formatNumber(alerts)} false alert${alerts === 1 ? '' : 's'} a ${wordShown(budget, 'per')}`;
}
