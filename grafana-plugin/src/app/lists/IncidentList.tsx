import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type IncidentRow, severityName } from '@lapwing/visuals';
import React from 'react';
import { incidentPath } from '../routes.ts';
import { Row, RowList } from './RowList.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { When } from './When.tsx';
import { cellStyles } from './cells.ts';

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
  const cells = useStyles2(cellStyles);
  const styles = useStyles2(getStyles);
  return (
    <RowList label={label} testId={testId}>
      {rows.map((row) => (
        <Row key={row.id} to={incidentPath(row.id)} severity={row.severity} grid={styles.grid}>
          <span className={styles.state}>
            <span className={cells.strong}>{severityName(row.severity)}</span>
            <StatusBadge status={row.status} text={row.statusText} />
          </span>
          <span className={cells.what}>
            <span className={cells.strong}>{row.title}</span>
            <span className={cells.quiet}>{servicesText(row)}</span>
          </span>
          <span className={styles.suspect}>
            <span className={styles.word}>suspect</span>
            {row.suspect ?? 'none stands out'}
          </span>
          <When start={row.start} end={row.end} now={now} />
        </Row>
      ))}
    </RowList>
  );
}

function servicesText({ services, anomalies }: IncidentRow): string {
  const named = services.slice(0, SERVICES_NAMED).join(', ');
  const more = services.length > SERVICES_NAMED ? ` and ${services.length - SERVICES_NAMED} more` : '';
  return `${named}${more} · ${anomalies === 1 ? '1 anomaly' : `${anomalies} anomalies`}`;
}

const getStyles = (theme: GrafanaTheme2): Record<'grid' | 'state' | 'suspect' | 'word', string> => {
  const phone = theme.breakpoints.down('md');
  return {
    grid: css({
      gridTemplateColumns: '120px minmax(0, 1fr) minmax(0, 180px) 130px',
      [phone]: {
        gridTemplateColumns: 'minmax(0, 1fr) auto',
        gridTemplateAreas: '"state when" "what what" "suspect suspect"',
      },
    }),
    state: css({
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      gap: theme.spacing(0.25),
      [phone]: { gridArea: 'state', flexDirection: 'row', gap: theme.spacing(1) },
    }),
    suspect: css({
      display: 'flex',
      flexDirection: 'column-reverse',
      minWidth: 0,
      overflowWrap: 'anywhere',
      [phone]: { gridArea: 'suspect', flexDirection: 'row', gap: theme.spacing(0.5), alignItems: 'baseline' },
    }),
    word: css({
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      whiteSpace: 'nowrap',
    }),
  };
};
