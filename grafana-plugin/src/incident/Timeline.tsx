import { css } from '@emotion/css';
import { type GrafanaTheme2, type TimeZone, dateTimeFormat } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Severity } from '@lapwing/contract';
import { severityColour, severityName, timeTicks, axisFormat, share } from '@lapwing/visuals';
import React, { type PointerEvent } from 'react';
import { READ } from './read-only.ts';

/** One bar. Times in epoch ms; an `end` of null reaches to the right edge. */
interface TimelineBar {
  key: string;
  name: string;
  severity: Severity;
  start: number;
  end: number | null;
  /** When it began beside the others. */
  onset: string;
}

interface Props {
  bars: readonly TimelineBar[];
  from: number;
  to: number;
  timeZone: TimeZone;
  label: string;
  testId: string;
  /** The chosen bar's key where a bar can be chosen; null while none is. Without it, bars lead elsewhere. */
  selected?: string | null;
  onSelect: (key: string) => void;
  /** Where other panels' cursor stands, epoch ms. */
  cursor?: number | undefined;
  onCursor?: (time: number | undefined) => void;
}

const MOST_TICKS = 6;

/** Bars over time in order of onset, each with when it began behind the first. A bar is a button. */
export function Timeline(props: Props): React.JSX.Element {
  const { bars, from, to, timeZone, selected, onSelect, cursor, onCursor } = props;
  const styles = useStyles2(getStyles);
  const percent = (time: number): string => `${(share(time, from, to) * 100).toFixed(2)}%`;
  const inside = cursor !== undefined && cursor >= from && cursor <= to;
  const point = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    onCursor?.(from + ((event.clientX - box.left) / box.width) * (to - from));
  };
  const clock = (time: number): string => dateTimeFormat(time, { timeZone });
  return (
    <div className={styles.chart}>
      <ol className={styles.list} aria-label={props.label} data-testid={props.testId}>
        {bars.map((bar) => {
          const width = share(bar.end ?? to, from, to) - share(bar.start, from, to);
          const until = bar.end === null ? 'and goes on' : `until ${clock(bar.end)}`;
          const lasted = `since ${clock(bar.start)} ${until}`;
          return (
            <li key={bar.key}>
              <button
                type="button"
                className={styles.row}
                {...(selected !== undefined && { 'aria-pressed': selected === bar.key })}
                title={`${bar.name}, ${lasted}`}
                onClick={() => onSelect(bar.key)}
              >
                <span className={styles.name}>
                  <span className={styles.text}>{bar.name}</span>
                  <span className={styles.quiet}>
                    {severityName(bar.severity)}, {bar.onset}
                    <span className={styles.read}>, {lasted}</span>
                  </span>
                </span>
                <span
                  className={styles.track}
                  onPointerMove={point}
                  onPointerLeave={() => onCursor?.(undefined)}
                >
                  <span
                    className={styles.bar}
                    style={{
                      left: percent(bar.start),
                      width: `${(width * 100).toFixed(2)}%`,
                      background: severityColour(bar.severity),
                      ...(bar.end === null && { borderTopRightRadius: 0, borderBottomRightRadius: 0 }),
                    }}
                  />
                  {inside && <span className={styles.cursor} style={{ left: percent(cursor) }} />}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <div className={styles.row} aria-hidden>
        <span className={styles.name} />
        <span className={styles.axis}>
          {timeTicks(from, to, MOST_TICKS).map((tick) => (
            <span key={tick} className={styles.tick} style={{ left: percent(tick) }}>
              {dateTimeFormat(tick, { timeZone, format: axisFormat(from, to) })}
            </span>
          ))}
        </span>
      </div>
    </div>
  );
}

type StyleName =
  | 'chart'
  | 'list'
  | 'row'
  | 'name'
  | 'text'
  | 'quiet'
  | 'read'
  | 'track'
  | 'bar'
  | 'cursor'
  | 'axis'
  | 'tick';

const getStyles = (theme: GrafanaTheme2): Record<StyleName, string> => {
  const phone = theme.breakpoints.down('md');
  return {
    chart: css({ containerType: 'inline-size' }),
    list: css({ listStyle: 'none', margin: 0 }),
    row: css({
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 260px) minmax(0, 1fr)',
      columnGap: theme.spacing(2),
      alignItems: 'center',
      width: '100%',
      padding: theme.spacing(0.5, 0.5),
      border: 'none',
      background: 'none',
      textAlign: 'left',
      color: theme.colors.text.primary,
      borderRadius: theme.shape.radius.default,
      'button&:hover, &[aria-pressed="true"]': { background: theme.colors.action.hover },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
      [phone]: { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: theme.spacing(0.5) },
    }),
    name: css({
      display: 'flex',
      flexDirection: 'column',
      minWidth: 0,
      [phone]: { '&:empty': { display: 'none' } },
    }),
    text: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
    quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    // For the screen reader: the bar shows it to the eye.
    read: css(READ),
    track: css({
      position: 'relative',
      height: 16,
      borderRadius: 2,
      background: theme.colors.background.secondary,
      overflow: 'hidden',
    }),
    bar: css({ position: 'absolute', top: 0, bottom: 0, minWidth: 4, borderRadius: 2 }),
    cursor: css({
      position: 'absolute',
      top: 0,
      bottom: 0,
      borderLeft: `1px dashed ${theme.colors.text.primary}`,
      pointerEvents: 'none',
    }),
    axis: css({ position: 'relative', height: 18, overflow: 'hidden' }),
    tick: css({
      position: 'absolute',
      transform: 'translateX(-50%)',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      whiteSpace: 'nowrap',
    }),
  };
};
