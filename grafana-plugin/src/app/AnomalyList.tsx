import { css, cx } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import {
  type AnomalyRow,
  formatAgo,
  formatDuration,
  formatNumber,
  formatScore,
  severityColour,
  severityName,
} from '@lapwing/visuals';
import React from 'react';
import { PageLink } from './PageLink.tsx';
import { signalPath, spanAround } from './routes.ts';

interface Props {
  rows: readonly AnomalyRow[];
  now: number;
  /** Read out as the list's name. */
  label: string;
  testId: string;
}

/** Anomalies, one a line; each leads to the chart of its signal around it. */
export function AnomalyList({ rows, now, label, testId }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} aria-label={label} data-testid={testId}>
      {rows.map((row) => (
        <li key={row.id}>
          <PageLink to={signalPath(row.signalId, spanAround(row.start, row.end, now))} className={styles.row}>
            <span className={cx(styles.bar, css({ background: severityColour(row.severity) }))} aria-hidden />
            <span className={styles.severity}>{severityName(row.severity)}</span>
            <span className={styles.what}>
              <span className={styles.title}>{row.title}</span>
              <span className={styles.reason}>{row.reason}</span>
            </span>
            <span className={styles.number} title="Actual and expected value at the peak">
              {formatNumber(row.actual)}{' '}
              <span className={styles.quiet}>expected {formatNumber(row.expected)}</span>
            </span>
            <span className={styles.when} title={dateTimeFormat(row.start)}>
              {row.end === null ? `for ${formatDuration(now - row.start)}` : formatAgo(row.start, now)}
              <span className={styles.quiet}>
                {row.end === null
                  ? `since ${clock(row.start, now)}`
                  : `lasted ${formatDuration(row.end - row.start)}`}
              </span>
            </span>
            <span className={styles.score} title="Score, in decibans">
              {formatScore(row.score)}
              <span className={styles.quiet}>score</span>
            </span>
          </PageLink>
        </li>
      ))}
    </ul>
  );
}

const DAY_MS = 86_400_000;

/** The time of day; with the day where it was not today. */
function clock(time: number, now: number): string {
  return dateTimeFormat(time, { format: now - time < DAY_MS ? 'HH:mm' : 'MMM D, HH:mm' });
}

type StyleName =
  'list' | 'row' | 'bar' | 'severity' | 'what' | 'title' | 'reason' | 'number' | 'when' | 'score' | 'quiet';

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
      gridTemplateColumns: '4px 72px minmax(0, 1fr) 190px 130px 44px',
      columnGap: theme.spacing(1.5),
      alignItems: 'center',
      padding: theme.spacing(1, 1.5, 1, 0),
      color: theme.colors.text.primary,
      '&:hover': { background: theme.colors.action.hover },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
      [phone]: {
        gridTemplateColumns: '4px minmax(0, 1fr) auto',
        gridTemplateAreas: '"bar severity when" "bar what what" "bar number score"',
        rowGap: theme.spacing(0.25),
      },
    }),
    bar: css({ alignSelf: 'stretch', margin: theme.spacing(-1, 0), [phone]: { gridArea: 'bar' } }),
    severity: css({ fontWeight: theme.typography.fontWeightMedium, [phone]: { gridArea: 'severity' } }),
    what: css({ display: 'flex', flexDirection: 'column', minWidth: 0, [phone]: { gridArea: 'what' } }),
    title: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
    reason: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
    number: css({
      fontVariantNumeric: 'tabular-nums',
      textAlign: 'right',
      [phone]: { gridArea: 'number', textAlign: 'left' },
    }),
    when: css({
      display: 'flex',
      flexDirection: 'column',
      textAlign: 'right',
      [phone]: { gridArea: 'when', flexDirection: 'row', alignItems: 'baseline', gap: theme.spacing(1) },
    }),
    score: css({
      display: 'flex',
      flexDirection: 'column',
      textAlign: 'right',
      fontVariantNumeric: 'tabular-nums',
      fontWeight: theme.typography.fontWeightMedium,
      [phone]: {
        gridArea: 'score',
        flexDirection: 'row-reverse',
        gap: theme.spacing(0.5),
        alignItems: 'baseline',
      },
    }),
    quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  };
};
