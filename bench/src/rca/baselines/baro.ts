import type { RcaInput } from '@lapwing/engine';

/**
 * BARO's robust scorer (Pham, Ha, Zhang: BARO, FSE 2024), both ways: a metric's largest distance from the past's median in
 * interquartile ranges; a service is as suspect as the furthest of its metrics. It looks at metrics alone.
 */
export function baro({ metrics }: RcaInput, atMs: number, untilMs: number): { service: string }[] {
  const scores = new Map<string, number>();
  for (const { service, times, values } of metrics) {
    const past: number[] = [];
    const now: number[] = [];
    for (let i = 0; i < times.length; i++) {
      if (Number.isFinite(values[i]) && times[i] < untilMs) (times[i] < atMs ? past : now).push(values[i]);
    }
    past.sort((a, b) => a - b);
    const quantile = (q: number): number => past[Math.floor(q * (past.length - 1))];
    // As scikit-learn's scaler: a metric that never moved is measured by its own unit.
    const range = quantile(0.75) - quantile(0.25) || 1;
    const furthest = Math.max(0, ...now.map((value) => Math.abs(value - quantile(0.5)) / range));
    if (past.length > 0) scores.set(service, Math.max(scores.get(service) ?? 0, furthest));
  }
  return [...scores].sort((a, b) => b[1] - a[1]).map(([service]) => ({ service }));
}
