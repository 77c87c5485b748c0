import type { MetricsSummary } from '@lapwing/contract';
import { type AnomalyRow, summaryFigures } from '@lapwing/visuals';
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
  const { severities, watched } = summaryFigures(summary, rows, now);
  return (
    <dl className="lpw-figures" data-test-subj="lapwingSummary">
      {severities.map(({ severity, count }) => (
        <Figure key={severity} label={<SeverityMark severity={severity} named />}>
          {count}
        </Figure>
      ))}
      {watched.map(({ label, value }) => (
        <Figure key={label} label={label}>
          {value}
        </Figure>
      ))}
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
