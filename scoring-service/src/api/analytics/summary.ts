import type { MetricsSummary } from '@lapwing/contract';
import type { ApiDeps } from '../deps.ts';
import { countBySeverity } from './severity-counts.ts';

const DAY_MS = 86_400_000;
/** The totals alone are wanted; a page holds one item at least. */
const SMALLEST_PAGE = { limit: 1 };

/** How much is watched, and what is wrong now. */
export function metricsSummary({
  scores,
  admin,
  now,
}: Pick<ApiDeps, 'scores' | 'admin' | 'now'>): MetricsSummary {
  const at = now();
  const detectors = admin.detectors();
  const lastDay = scores.anomalyCounts(at - DAY_MS, at + 1, DAY_MS);
  const last = scores.lastReadingAt();
  const sources = [...new Set(detectors.map(({ detector }) => detector.source))].sort();
  return {
    signals: scores.signals({}, SMALLEST_PAGE).total,
    detectors: detectors.length,
    readings_24h: scores.readingsSince(at - DAY_MS),
    anomalies_open: countBySeverity(
      (severity) => scores.anomalies({ open: true, severities: [severity] }, SMALLEST_PAGE).total,
    ),
    anomalies_24h: countBySeverity((severity) =>
      lastDay.filter((row) => row.severity === severity).reduce((sum, row) => sum + row.count, 0),
    ),
    last_reading_at: last === undefined ? null : new Date(last).toISOString(),
    sources: sources.map((source) => ({
      source,
      signals: scores.signals({ source }, SMALLEST_PAGE).total,
      anomalies_open: scores.anomalies({ source, open: true }, SMALLEST_PAGE).total,
    })),
  };
}
