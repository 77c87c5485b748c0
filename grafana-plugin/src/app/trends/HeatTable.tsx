import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { HeatMap } from '@lapwing/visuals';
import React from 'react';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** Every sixth hour is written: all of them would not fit on a phone. */
const WRITTEN = 6;
/** Room for a day's three letters. */
const DAY_PX = 36;

/** In which hours of the week anomalies began; the more, the stronger the colour. A table to a screen reader. */
export function HeatTable({ heat, timeZone }: { heat: HeatMap; timeZone: string }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <table className={styles.table} data-testid="lapwing-heat">
      <caption className={styles.caption}>
        Anomalies by the hour of the week they began in ({timeZone}); {heat.most} at most
      </caption>
      <thead>
        <tr>
          <td className={styles.corner} />
          {HOURS.map((hour) => (
            <th key={hour} scope="col" className={styles.hour} aria-label={`${hour}:00`}>
              {hour % WRITTEN === 0 ? hour : ''}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {heat.days.map(({ name, hours }) => (
          <tr key={name}>
            <th scope="row" className={styles.day} aria-label={name}>
              {name.slice(0, 3)}
            </th>
            {hours.map(({ hour, count, share, text }) => (
              <td key={hour} className={styles.cell} title={text}>
                <span className={styles.fill} style={{ opacity: count === 0 ? 0 : 0.15 + 0.85 * share }} />
                <span className={styles.read}>{count}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type StyleName = 'table' | 'corner' | 'caption' | 'hour' | 'day' | 'cell' | 'fill' | 'read';

const getStyles = (theme: GrafanaTheme2): Record<StyleName, string> => ({
  table: css({
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'separate',
    borderSpacing: 2,
    // Grafana stripes the rows of every table.
    'tbody tr': { background: 'none !important' },
  }),
  corner: css({ width: DAY_PX }),
  caption: css({ captionSide: 'bottom', color: theme.colors.text.secondary, padding: theme.spacing(0.5, 0) }),
  hour: css({
    fontWeight: theme.typography.fontWeightRegular,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    whiteSpace: 'nowrap',
    overflow: 'visible',
  }),
  day: css({
    width: DAY_PX,
    fontWeight: theme.typography.fontWeightRegular,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    textAlign: 'left',
  }),
  cell: css({
    position: 'relative',
    height: 22,
    padding: 0,
    borderRadius: 2,
    background: theme.colors.background.secondary,
    overflow: 'hidden',
  }),
  fill: css({ position: 'absolute', inset: 0, background: theme.colors.error.main }),
  // For the screen reader: the colour shows it to the eye, the title to the pointer.
  read: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
});
