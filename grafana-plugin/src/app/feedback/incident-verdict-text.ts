import type { Feedback } from '@lapwing/contract';

/** What was said of an incident's anomalies, in a sentence. */
export function incidentVerdictText(said: readonly Pick<Feedback, 'verdict'>[], anomalies: number): string {
  const count = (verdict: Feedback['verdict']): number =>
    said.filter((one) => one.verdict === verdict).length;
  const [real, none] = [count('real'), count('not_an_anomaly')];
  if (real + none === 0) return 'Nothing was said yet. What is no anomaly makes its like quieter.';
  const parts = [real > 0 ? `${real} real` : '', none > 0 ? `${none} none` : ''].filter(Boolean);
  return `Of ${anomalies === 1 ? '1 anomaly' : `${anomalies} anomalies`}: ${parts.join(', ')}.`;
}
