import { css } from '@emotion/css';
import { type GrafanaTheme2, type TimeZone, dateTimeFormat } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { timeTicks, axisFormat, share } from '@lapwing/visuals';
import React from 'react';

interface Props {
  from: number;
  to: number;
  timeZone: TimeZone;
  left: number;
  width: number;
  height: number;
}

/** Room that one written moment takes. */
const TICK_PX = 56;
const MOST_TICKS = 10;
/** Nearer to an edge a moment would be cut off. */
const EDGE_PX = 18;

/** The time axis below lanes. */
export function LaneAxis({ from, to, timeZone, left, width, height }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const most = Math.min(MOST_TICKS, Math.max(1, Math.floor(width / TICK_PX)));
  const ticks = timeTicks(from, to, most).filter((tick) => {
    const x = share(tick, from, to) * width;
    return x > EDGE_PX && x < width - EDGE_PX;
  });
  return (
    <div className={styles.axis} style={{ marginLeft: left, width, height }} aria-hidden>
      {ticks.map((tick) => (
        <span key={tick} className={styles.tick} style={{ left: `${share(tick, from, to) * 100}%` }}>
          {dateTimeFormat(tick, { timeZone, format: axisFormat(from, to) })}
        </span>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'axis' | 'tick', string> => ({
  axis: css({ position: 'relative', overflow: 'hidden' }),
  tick: css({
    position: 'absolute',
    transform: 'translateX(-50%)',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
  }),
});
