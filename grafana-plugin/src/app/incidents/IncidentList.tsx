import { css, cx } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type IncidentRow, formatAgo, formatDuration, severityColour, severityName } from '@lapwing/visuals';
import React from 'react';
import { PageLink } from '../PageLink.tsx';
import { incidentPath } from '../routes.ts';
import { StatusBadge } from './StatusBadge.tsx';

interface Props {
  rows: readonly IncidentRow[];
  now: number;
  /** Read out as the list's name. */
  label: string;
  testId: string;
}

/** Services that are named before the rest is counted. */
const SERVICES_NAMED = 4;

/** Incidents, one a line; each leads to its page. */
export function IncidentList({ rows, now, label, testId }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} aria-label={label} data-testid={testId}>
      {rows.map((row) => (
        <li key={row.id}>
          <PageLink to={incidentPath(row.id)} className={styles.row}>
            <span className={cx(styles.bar, css({ background: severityColour(row.severity) }))} aria-hidden />
            <span className={styles.state}>
              <span className={styles.severity}>{severityName(row.severity)}</span>
              <StatusBadge status={row.status} />
            </span>
            <span className={styles.what}>
              <span className={styles.title}>{row.title}</span>
              <span className={styles.quiet}>{servicesText(row)}</span>
            </span>
            <span className={styles.suspect}>
              <span className={styles.word}>suspect</span>
              {row.suspect ?? 'none stands out'}
            </span>
            <span className={styles.when} title={dateTimeFormat(row.start)}>
              {row.end === null ? `for ${formatDuration(now - row.start)}` : formatAgo(row.start, now)}
              <span className={styles.quiet}>
                {row.end === null
                  ? `since ${dateTimeFormat(row.start, { format: now - row.start < DAY_MS ? 'HH:mm' : 'MMM D, HH:mm' })}`
                  : `lasted ${formatDuration(row.end - row.start)}`}
              </span>
            </span>
          </PageLink>
        </li>
      ))}
    </ul>
  );
}

const DAY_MS = 86_400_000;

function servicesText({ services, anomalies }: IncidentRow): string {
  const named = services.slice(0, SERVICES_NAMED).join(', ');
  const more = services.length > SERVICES_NAMED ? ` and ${services.length - SERVICES_NAMED} more` : '';
  return `${named}${more} · ${anomalies === 1 ? '1 anomaly' : `${anomalies} anomalies`}`;
}

type StyleName =
  'list' | 'row' | 'bar' | 'state' | 'severity' | 'what' | 'title' | 'suspect' | 'when' | 'quiet' | 'word';

const getStyles = (theme: GrafanaTheme2): Record<StyleName, string> => {
  const phone = theme.breakpoints.down('md');
  return {
    list: css({
      listStyle: 'none',
      margin: 0,
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.primary,
      overflow: 'hidden',
      'li + li': { borderTop: `1px solid ${theme.colors.border.weak}` },
    }),
    row: css({
      display: 'grid',
      gridTemplateColumns: '4px 120px minmax(0, 1fr) minmax(0, 180px) 130px',
      columnGap: theme.spacing(1.5),
      alignItems: 'center',
      padding: theme.spacing(1, 1.5, 1, 0),
      color: theme.colors.text.primary,
      '&:hover': { background: theme.colors.action.hover },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
      [phone]: {
        gridTemplateColumns: '4px minmax(0, 1fr) auto',
        gridTemplateAreas: '"bar state when" "bar what what" "bar suspect suspect"',
        rowGap: theme.spacing(0.25),
      },
    }),
    bar: css({ alignSelf: 'stretch', margin: theme.spacing(-1, 0), [phone]: { gridArea: 'bar' } }),
    state: css({
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      gap: theme.spacing(0.25),
      [phone]: { gridArea: 'state', flexDirection: 'row', gap: theme.spacing(1) },
    }),
    severity: css({ fontWeight: theme.typography.fontWeightMedium }),
    what: css({ display: 'flex', flexDirection: 'column', minWidth: 0, [phone]: { gridArea: 'what' } }),
    title: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
    suspect: css({
      display: 'flex',
      flexDirection: 'column-reverse',
      minWidth: 0,
      overflowWrap: 'anywhere',
      [phone]: { gridArea: 'suspect', flexDirection: 'row', gap: theme.spacing(0.5), alignItems: 'baseline' },
    }),
    when: css({
      display: 'flex',
      flexDirection: 'column',
      textAlign: 'right',
      [phone]: { gridArea: 'when', flexDirection: 'row', alignItems: 'baseline', gap: theme.spacing(1) },
    }),
    word: css({
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      whiteSpace: 'nowrap',
    }),
    quiet: css({
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      overflowWrap: 'anywhere',
    }),
  };
};
