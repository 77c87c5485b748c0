import type { MetricsSummary, Severity } from '@lapwing/contract';
import { SEVERITIES } from '../severity.ts';
import { formatAgo } from '../text/durations.ts';
import { formatNumber } from '../text/numbers.ts';
import type { AnomalyRow } from './anomaly-row.ts';

/** The figures on top of an overview. */
export interface SummaryFigures {
  /** Signals that are anomalous now, worst severity first. */
  severities: { severity: Severity; count: number }[];
  /** What is watched. */
  watched: { label: string; value: string }[];
}

/** `open`: a row for each signal that is anomalous now. `now` in epoch ms. */
export function summaryFigures(
  summary: MetricsSummary,
  open: readonly AnomalyRow[],
  now: number,
): SummaryFigures {
  const { last_reading_at: newest } = summary;
  return {
    severities: SEVERITIES.toReversed().map((severity) => ({
      severity,
      count: open.filter((row) => row.severity === severity).length,
    })),
    watched: [
      { label: 'Signals watched', value: formatNumber(summary.signals) },
      { label: 'Readings in 24 h', value: formatNumber(summary.readings_24h) },
      { label: 'Newest reading', value: newest === null ? 'none yet' : formatAgo(Date.parse(newest), now) },
    ],
  };
}
