import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type AnomalyRow, formatNumber, formatScore, severityName, toldApart } from '@lapwing/visuals';
import React, { type ReactNode, useMemo } from 'react';
import { signalPath, spanAround } from '../routes.ts';
import { Row, RowList } from './RowList.tsx';
import { SharedNote } from './SharedNote.tsx';
import { When } from './When.tsx';
import { cellStyles } from './cells.ts';

interface Props {
  rows: readonly AnomalyRow[];
  now: number;
  /** Read out as the list's name. */
  label: string;
  testId: string;
  actions?: (row: AnomalyRow) => ReactNode;
  /** Said beside its severity. */
  note?: (row: AnomalyRow) => string | undefined;
  /** All are of the signal that the page is about: its name is not said again. */
  oneSignal?: boolean;
}

/** Anomalies, one a line; each leads to the chart of its signal around it. */
export function AnomalyList(props: Props): React.JSX.Element {
  const { rows, now, label, testId, actions, note, oneSignal = false } = props;
  const cells = useStyles2(cellStyles);
  const styles = useStyles2(getStyles);
  const { shared, titles } = useMemo(
    () =>
      toldApart(
        rows.map(({ title }) => title),
        'labels',
      ),
    [rows],
  );
  return (
    <RowList label={label} testId={testId} above={<SharedNote shared={shared} />}>
      {rows.map((row, place) => (
        <Row
          key={row.id}
          to={signalPath(row.signalId, spanAround(row.start, row.end, now))}
          severity={row.severity}
          grid={styles.grid}
          actions={actions?.(row)}
        >
          <span className={styles.severity}>
            {severityName(row.severity)} <span className={cells.quiet}>{note?.(row)}</span>
          </span>
          <span className={cells.what}>
            {!oneSignal && <span className={cells.strong}>{titles[place]}</span>}
            <span className={cells.wide} title={row.reason}>
              {row.why}
            </span>
          </span>
          <span className={styles.number} title="Actual and expected value at the peak">
            {formatNumber(row.actual)}{' '}
            <span className={cells.quiet}>expected {formatNumber(row.expected)}</span>
          </span>
          <When start={row.start} end={row.end} now={now} />
          <span className={styles.score} title="Score, in decibans">
            {formatScore(row.score)}
            <span className={cells.quiet}>score</span>
          </span>
        </Row>
      ))}
    </RowList>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'grid' | 'severity' | 'number' | 'score', string> => {
  const phone = theme.breakpoints.down('md');
  return {
    grid: css({
      gridTemplateColumns: '72px minmax(0, 1fr) 190px 130px 44px',
      [phone]: {
        gridTemplateColumns: 'minmax(0, 1fr) auto',
        gridTemplateAreas: '"severity when" "what what" "number score"',
      },
    }),
    severity: css({ fontWeight: theme.typography.fontWeightMedium, [phone]: { gridArea: 'severity' } }),
    number: css({
      fontVariantNumeric: 'tabular-nums',
      textAlign: 'right',
      [phone]: { gridArea: 'number', textAlign: 'left' },
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
  };
};
