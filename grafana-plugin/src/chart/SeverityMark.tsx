import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Severity } from '@lapwing/contract';
import { severityColour, severityName } from '@lapwing/visuals';
import React from 'react';

interface Props {
  severity: Severity;
  /** With its name beside it; without, the name must stand in the text around. */
  named?: boolean;
}

/** A severity's swatch. */
export function SeverityMark({ severity, named = false }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const swatch = (
    <span className={cx(styles.swatch, css({ background: severityColour(severity) }))} aria-hidden />
  );
  if (!named) return swatch;
  return (
    <span className={styles.named}>
      {swatch}
      {severityName(severity)}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'swatch' | 'named', string> => ({
  swatch: css({ display: 'inline-block', flexShrink: 0, width: 10, height: 10, borderRadius: 2 }),
  named: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    whiteSpace: 'nowrap',
  }),
});
