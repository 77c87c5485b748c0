import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { MetricsSummary } from '@lapwing/contract';
import { type AnomalyRow, summaryFigures } from '@lapwing/visuals';
import React, { type ReactNode } from 'react';
import { SeverityMark } from '../../chart/SeverityMark.tsx';

interface Props {
  summary: MetricsSummary;
  /** Signals that are anomalous now. */
  rows: readonly AnomalyRow[];
  now: number;
}

/** How many signals are anomalous, by severity, and what is watched. */
export function SummaryBar({ summary, rows, now }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { severities, watched } = summaryFigures(summary, rows, now);
  return (
    <div className={styles.room}>
      <dl className={styles.bar} data-testid="lapwing-summary">
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
    </div>
  );
}

function Figure({ label, children }: { label: ReactNode; children: ReactNode }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'room' | 'bar' | 'figure', string> => ({
  // What counts is the page's own width: a menu or the shop may stand beside it.
  room: css({ containerType: 'inline-size' }),
  bar: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(7, 1fr)',
    gap: theme.spacing(1),
    margin: 0,
    [`@container (max-width: ${theme.breakpoints.values.xl}px)`]: {
      // The four severities in a row, the rest below.
      gridTemplateColumns: 'repeat(12, 1fr)',
      fontSize: theme.typography.bodySmall.fontSize,
      '& > *': { gridColumn: 'span 4' },
      '& > :nth-child(-n + 4)': { gridColumn: 'span 3' },
    },
  }),
  figure: css({
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(1, 1.5),
    minWidth: 0,
    [theme.breakpoints.down('md')]: { padding: theme.spacing(0.75, 1) },
    dt: {
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightRegular,
      whiteSpace: 'nowrap',
    },
    dd: {
      margin: 0,
      fontSize: theme.typography.h4.fontSize,
      fontVariantNumeric: 'tabular-nums',
      whiteSpace: 'nowrap',
      [theme.breakpoints.down('md')]: { fontSize: theme.typography.body.fontSize },
    },
  }),
});
