import type { FeedbackVerdict } from '@lapwing/contract';

const NAMES: Readonly<Record<FeedbackVerdict, string>> = {
  real: 'Real',
  not_an_anomaly: 'Not an anomaly',
  missed: 'Missed',
};

export function verdictName(verdict: FeedbackVerdict): string {
  return NAMES[verdict];
}
