import {
  type AnomalyRow,
  formatAgo,
  formatDuration,
  formatNumber,
  formatScore,
  severityColour,
  severityName,
  spanAround,
} from '@lapwing/visuals';
import React from 'react';
import { useLook } from '../look/LookProvider.tsx';
import { PlainLink } from './PlainLink.tsx';
import { clockFormat } from './clock-format.ts';
import type { Links } from './links.ts';

interface Props {
  rows: readonly AnomalyRow[];
  now: number;
  links: Links;
  /** Read out as the list's name. */
  label: string;
  testId: string;
  /** Below an anomaly's line: what can be done with it. */
  tools?: (row: AnomalyRow) => React.ReactNode;
}

/** Anomalies, one a line; each leads to the chart of its signal around it. */
export function AnomalyList({ rows, now, links, label, testId, tools }: Props): React.JSX.Element {
  const look = useLook();
  return (
    <ul className="lpw-list" aria-label={label} data-test-subj={testId}>
      {rows.map((row) => (
        <li key={row.id}>
          <PlainLink
            href={links.signal(row.signalId, spanAround(row.start, row.end, now))}
            follow={links.follow}
            className="lpw-row lpw-anomaly"
          >
            <span className="lpw-bar" style={{ background: severityColour(row.severity) }} aria-hidden />
            <span className="lpw-state">
              <strong>{severityName(row.severity)}</strong>
            </span>
            <span className="lpw-what">
              <span className="lpw-name">{row.title}</span>
              <span className="lpw-quiet" title={row.reason}>
                {row.why}
              </span>
            </span>
            <span className="lpw-number" title="Actual and expected value at the peak">
              {formatNumber(row.actual)}{' '}
              <span className="lpw-quiet">expected {formatNumber(row.expected)}</span>
            </span>
            <span className="lpw-when" title={look.moment(row.start)}>
              {row.end === null ? `for ${formatDuration(now - row.start)}` : formatAgo(row.start, now)}
              <span className="lpw-quiet">
                {row.end === null
                  ? `since ${look.write(row.start, clockFormat(row.start, now))}`
                  : `lasted ${formatDuration(row.end - row.start)}`}
              </span>
            </span>
            <span className="lpw-score" title="Score, in decibans">
              {formatScore(row.score)}
              <span className="lpw-quiet">score</span>
            </span>
          </PlainLink>
          {tools?.(row)}
        </li>
      ))}
    </ul>
  );
}
