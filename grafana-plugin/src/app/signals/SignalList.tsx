import { css } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import {
  type SignalRow,
  formatAgo,
  formatNumber,
  formatScore,
  severityName,
  toldApart,
} from '@lapwing/visuals';
import React, { useMemo } from 'react';
import { Row, RowList } from '../lists/RowList.tsx';
import { SharedNote } from '../lists/SharedNote.tsx';
import { cellStyles } from '../lists/cells.ts';
import { signalPath } from '../routes.ts';

interface Props {
  rows: readonly SignalRow[];
  now: number;
  detectorName: (id: string) => string;
}

/** Signals, one a line; each leads to its chart. */
export function SignalList({ rows, now, detectorName }: Props): React.JSX.Element {
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
    <RowList label="Signals, worst first" testId="lapwing-signals" above={<SharedNote shared={shared} />}>
      {rows.map((row, place) => (
        <Row key={row.id} to={signalPath(row.id)} severity={row.severity} grid={styles.grid}>
          <span className={styles.severity}>
            {row.severity === null ? (
              <span className={cells.quiet}>in order</span>
            ) : (
              severityName(row.severity)
            )}
          </span>
          <span className={cells.what}>
            <span className={cells.strong}>{titles[place]}</span>
            <span className={cells.quiet}>
              {row.kind}, {detectorName(row.detectorId)}
            </span>
          </span>
          <span className={styles.number}>
            {formatNumber(row.value)}
            <span className={cells.quiet}>score {formatScore(row.score)}</span>
          </span>
          <span className={cells.when} title={row.seen === null ? '' : dateTimeFormat(row.seen)}>
            {row.seen === null ? 'no reading yet' : formatAgo(row.seen, now)}
            {row.silent && <span className={cells.quiet}>silent since</span>}
          </span>
        </Row>
      ))}
    </RowList>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'grid' | 'severity' | 'number', string> => {
  const phone = theme.breakpoints.down('md');
  return {
    grid: css({
      gridTemplateColumns: '72px minmax(0, 1fr) 120px 130px',
      [phone]: {
        gridTemplateColumns: 'minmax(0, 1fr) auto',
        gridTemplateAreas: '"severity when" "what what" "number number"',
      },
    }),
    severity: css({ fontWeight: theme.typography.fontWeightMedium, [phone]: { gridArea: 'severity' } }),
    number: css({
      display: 'flex',
      flexDirection: 'column',
      textAlign: 'right',
      fontVariantNumeric: 'tabular-nums',
      [phone]: {
        gridArea: 'number',
        flexDirection: 'row',
        alignItems: 'baseline',
        gap: theme.spacing(1),
      },
    }),
  };
};
