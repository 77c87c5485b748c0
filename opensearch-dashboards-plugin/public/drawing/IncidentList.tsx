import { EuiBadge } from '@elastic/eui';
import { type IncidentRow, formatAgo, formatDuration, severityColour, severityName } from '@lapwing/visuals';
import React from 'react';
import { useLook } from '../look/LookProvider.tsx';
import { PlainLink } from './PlainLink.tsx';
import { clockFormat } from './clock-format.ts';
import type { Links } from './links.ts';

interface Props {
  rows: readonly IncidentRow[];
  now: number;
  links: Links;
  /** Read out as the list's name. */
  label: string;
  testId: string;
}

/** Services that are named before the rest is counted. */
const SERVICES_NAMED = 4;
const STATUS_COLOURS = { open: 'danger', acknowledged: 'primary', resolved: 'secondary', merged: 'hollow' };

/** Incidents, one a line; each leads to its page. */
export function IncidentList({ rows, now, links, label, testId }: Props): React.JSX.Element {
  const look = useLook();
  return (
    <ul className="lpw-list" aria-label={label} data-test-subj={testId}>
      {rows.map((row) => (
        <li key={row.id}>
          <PlainLink href={links.incident(row.id)} follow={links.follow} className="lpw-row lpw-incident">
            <span className="lpw-bar" style={{ background: severityColour(row.severity) }} aria-hidden />
            <span className="lpw-state">
              <strong>{severityName(row.severity)}</strong>
              <span>
                <EuiBadge color={STATUS_COLOURS[row.status]}>{row.statusText}</EuiBadge>
              </span>
            </span>
            <span className="lpw-what">
              <span className="lpw-name">{row.title}</span>
              <span className="lpw-quiet">{servicesText(row)}</span>
            </span>
            <span className="lpw-suspected">
              <span className="lpw-quiet">suspect </span>
              {row.suspect ?? 'none stands out'}
            </span>
            <span className="lpw-when" title={look.moment(row.start)}>
              {row.end === null ? `for ${formatDuration(now - row.start)}` : formatAgo(row.start, now)}
              <span className="lpw-quiet">
                {row.end === null
                  ? `since ${look.write(row.start, clockFormat(row.start, now))}`
                  : `lasted ${formatDuration(row.end - row.start)}`}
              </span>
            </span>
          </PlainLink>
        </li>
      ))}
    </ul>
  );
}

function servicesText({ services, anomalies }: IncidentRow): string {
  const named = services.slice(0, SERVICES_NAMED).join(', ');
  const more = services.length > SERVICES_NAMED ? ` and ${services.length - SERVICES_NAMED} more` : '';
  return `${named}${more} · ${anomalies === 1 ? '1 anomaly' : `${anomalies} anomalies`}`;
}
