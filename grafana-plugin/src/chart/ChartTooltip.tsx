import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { TooltipText } from '@lapwing/visuals';
import React from 'react';
import { SeverityMark } from './SeverityMark.tsx';

/** What stands at the cursor: when, how bad and why, and the numbers. All of it as text. */
export function ChartTooltip({ text, time }: { text: TooltipText; time: string }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box} data-testid="lapwing-tooltip">
      <div className={styles.time}>{time}</div>
      {text.severity && (
        <div className={styles.headline}>
          <SeverityMark severity={text.severity} /> {text.headline}
        </div>
      )}
      {text.reason && <div className={styles.reason}>{text.reason}</div>}
      <dl className={styles.rows}>
        {text.rows.map(({ label, value }) => (
          <React.Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </React.Fragment>
        ))}
      </dl>
    </div>
  );
}

const getStyles = (
  theme: GrafanaTheme2,
): Record<'box' | 'time' | 'headline' | 'reason' | 'rows', string> => ({
  box: css({
    padding: theme.spacing(1),
    maxWidth: 320,
    whiteSpace: 'normal',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  time: css({ color: theme.colors.text.secondary }),
  headline: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    marginTop: theme.spacing(0.5),
    fontWeight: theme.typography.fontWeightMedium,
  }),
  reason: css({ marginTop: theme.spacing(0.25), overflowWrap: 'anywhere' }),
  rows: css({
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    columnGap: theme.spacing(2),
    margin: theme.spacing(0.75, 0, 0),
    dt: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  }),
});
