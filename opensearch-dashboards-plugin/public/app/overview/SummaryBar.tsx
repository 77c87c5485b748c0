import type { MetricsSummary } from '@lapwing/contract';
import { type AnomalyRow, SEVERITIES, formatAgo, formatNumber } from '@lapwing/visuals';
import React, { type ReactNode } from 'react';
import { SeverityMark } from '../../drawing/SeverityMark.tsx';

interface Props {
  summary: MetricsSummary;
  /** Signals that are anomalous now. */
  rows: readonly AnomalyRow[];
  now: number;
}

/** How many signals are anomalous, by severity, and what is watched. */
export function SummaryBar({ summary, rows, now }: Props): React.JSX.Element {
  const { last_reading_at: newest } = summary;
  return (
    <dl className="lpw-figures" data-test-subj="lapwingSummary">
      {[...SEVERITIES].reverse().map((severity) => (
        <Figure key={severity} label={<SeverityMark severity={severity} named />}>
          {rows.filter((row) => row.severity === severity).length}
        </Figure>
      ))}
      <Figure label="Signals watched">{formatNumber(summary.signals)}</Figure>
      <Figure label="Readings in 24 h">{formatNumber(summary.readings_24h)}</Figure>
      <Figure label="Newest reading">
        {newest === null ? 'none yet' : formatAgo(Date.parse(newest), now)}
      </Figure>
    </dl>
  );
}

function Figure({ label, children }: { label: ReactNode; children: ReactNode }): React.JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
