import { SEVERITY_FROM, type Anomaly, type BacktestResult, type Severity } from '@lapwing/contract';
import { SCORE_MOST } from '@lapwing/engine';

const WEEK_MS = 7 * 86_400_000;
/** Two figures behind the point: one alert in two years is 0.01 a week. */
const WEEKLY_DIGITS = 2;

export function weeksOf(from: number, until: number): number {
  return (until - from) / WEEK_MS;
}

/** How many a week, to hundredths. */
export function aWeek(count: number, weeks: number): number {
  return Number((count / weeks).toFixed(WEEKLY_DIGITS));
}

/** For each whole score from `openAt` up to the highest, how many anomalies reach it. */
export function thresholdsOf(
  anomalies: readonly Anomaly[],
  openAt: Severity,
  weeks: number,
): BacktestResult['thresholds'] {
  const first = SEVERITY_FROM[openAt];
  const reached = new Uint32Array(SCORE_MOST - first + 1);
  // A score that rounds to under the border it opened at has reached that border all the same.
  for (const { score } of anomalies) reached[Math.max(0, Math.floor(score) - first)]++;
  for (let i = reached.length - 2; i >= 0; i--) reached[i] += reached[i + 1];
  return Array.from(reached, (count, i) => ({
    score: first + i,
    anomalies: count,
    a_week: aWeek(count, weeks),
  }));
}

/** By the UTC day they began on; days without one are left out. */
export function daysOf(anomalies: readonly Anomaly[]): BacktestResult['days'] {
  const byDay = Map.groupBy(anomalies, ({ start }) => start.slice(0, 10));
  return [...byDay]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, of]) => ({
      day,
      counts: {
        LOW: bySeverity(of, 'LOW'),
        MEDIUM: bySeverity(of, 'MEDIUM'),
        HIGH: bySeverity(of, 'HIGH'),
        CRITICAL: bySeverity(of, 'CRITICAL'),
      },
    }));
}

function bySeverity(anomalies: readonly Anomaly[], severity: Severity): number {
  return anomalies.filter((anomaly) => anomaly.severity === severity).length;
}

/** Those that somebody would have been told of. */
export function alertsOf(anomalies: readonly Anomaly[]): Anomaly[] {
  return anomalies.filter(({ alert }) => alert === 'raised');
}

/** The worst `most`, in order of time. */
export function worstOf(anomalies: readonly Anomaly[], most: number): Anomaly[] {
  const kept =
    anomalies.length <= most
      ? [...anomalies]
      : [...anomalies].sort((a, b) => b.score - a.score).slice(0, most);
  return kept.sort((a, b) => Date.parse(a.start) - Date.parse(b.start) || (a.id < b.id ? -1 : 1));
}
