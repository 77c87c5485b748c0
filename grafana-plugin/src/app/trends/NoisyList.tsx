import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { TrendsView } from '@lapwing/visuals';
import React from 'react';
import { Row, RowList } from '../lists/RowList.tsx';
import { cellStyles } from '../lists/cells.ts';
import type { RawSpan } from '../routes.ts';
import { signalPath } from '../routes.ts';

/** The signals with most anomalies; each leads to its chart over the same time. */
export function NoisyList(props: {
  noisiest: TrendsView['noisiest'];
  span: RawSpan;
  detectorName: (id: string) => string;
}): React.JSX.Element {
  const cells = useStyles2(cellStyles);
  const styles = useStyles2(getStyles);
  return (
    <RowList label="Noisiest signals" testId="lapwing-noisiest">
      {props.noisiest.map(({ signalId, title, detectorId, anomalies, raised }) => (
        <Row key={signalId} to={signalPath(signalId, props.span)} grid={styles.grid}>
          <span className={cells.what}>
            <span className={cells.strong}>{title}</span>
            <span className={cells.quiet}>{props.detectorName(detectorId)}</span>
          </span>
          <span className={cells.when}>
            {anomalies === 1 ? '1 anomaly' : `${anomalies} anomalies`}
            <span className={cells.quiet}>{raised === 1 ? '1 alert' : `${raised} alerts`}</span>
          </span>
        </Row>
      ))}
    </RowList>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'grid', string> => ({
  grid: css({
    gridTemplateColumns: 'minmax(0, 1fr) 120px',
    [theme.breakpoints.down('md')]: {
      gridTemplateAreas: '"what when"',
      gridTemplateColumns: 'minmax(0, 1fr) auto',
    },
  }),
});
